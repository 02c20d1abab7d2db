package io.panoptes.encoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors by name, from and to safetensors files. */
public final class Weights {
  private Weights() {}

  /**
   * Returns the tensors in {@code file}, in its order, attached to {@code manager}.
   *
   * @throws IOException if it cannot be read or is no safetensors file; the message names it
   */
  public static Map<String, NDArray> read(NDManager manager, Path file) throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (NDArray tensor : NDList.decode(manager, in)) {
        tensors.put(tensor.getName(), tensor);
      }
    } catch (RuntimeException e) {
      throw new IOException(file + " is not a readable safetensors file: " + e.getMessage(), e);
    }
    return tensors;
  }

  /** Writes {@code tensors} to {@code file}, in their order. */
  public static void write(Map<String, NDArray> tensors, Path file) throws IOException {
    NDList list = new NDList(tensors.size());
    tensors.forEach((name, tensor) -> {
      tensor.setName(name);
      list.add(tensor);
    });
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      list.encode(out, NDList.Encoding.SAFETENSORS);
    }
  }

  /**
   * Gives each parameter of {@code block} a copy of the tensor of its name, as float32, attached to
   * {@code manager}. Tensors that no parameter asks for are ignored.
   *
   * @param source where the tensors come from, for messages
   * @throws IOException if a tensor is missing or has another shape
   */
  public static void assign(
      Block block, Map<String, NDArray> tensors, NDManager manager, Path source)
      throws IOException {
    assign(block, "", tensors, manager, source);
  }

  /** Like the other, for tensors that are called {@code prefix} and the name of a parameter. */
  public static void assign(
      Block block, String prefix, Map<String, NDArray> tensors, NDManager manager, Path source)
      throws IOException {
    for (Parameter parameter : block.getParameters().values()) {
      String name = prefix + parameter.getName();
      NDArray tensor = tensors.get(name);
      if (tensor == null) {
        throw new IOException(source + " lacks the tensor " + name);
      }
      if (!tensor.getShape().equals(parameter.getShape())) {
        throw new IOException(
            source
                + ": "
                + name
                + " must have shape "
                + parameter.getShape()
                + ", got "
                + tensor.getShape());
      }
      // A tensor that was read lies in a Java buffer, and toType shares what it need not convert.
      NDArray copy =
          tensor.getDataType() == DataType.FLOAT32
              ? tensor.duplicate()
              : tensor.toType(DataType.FLOAT32, true);
      copy.attach(manager);
      parameter.setShape(null); // DJL takes an array only where no shape was promised
      parameter.setArray(copy);
    }
  }

  /**
   * Returns a store of the parameters of {@code blocks} for inference, which many threads may use:
   * a {@link ParameterStore} fills itself at first use, and only that is not safe.
   */
  public static ParameterStore frozen(NDManager manager, Block... blocks) {
    ParameterStore store = new ParameterStore(manager, false);
    for (Block block : blocks) {
      for (Parameter parameter : block.getParameters().values()) {
        NDArray value = store.getValue(parameter, manager.getDevice(), false);
        value.setRequiresGradient(false);
      }
    }
    return store;
  }
}
