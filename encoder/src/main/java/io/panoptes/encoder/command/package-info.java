/**
 * What all commands share: {@link io.panoptes.encoder.command.CommandRunner} gives them their exit
 * statuses and one clear line for what went wrong. Public for the modules that have commands.
 */
@NullMarked
package io.panoptes.encoder.command;

import org.jspecify.annotations.NullMarked;
