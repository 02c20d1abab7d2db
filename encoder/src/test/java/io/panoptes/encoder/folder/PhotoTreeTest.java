package io.panoptes.encoder.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoTreeTest {
  @TempDir Path temp;
  private Path root;
  private TestTree tree;

  @BeforeEach
  void makeRoot() throws IOException {
    root = temp.resolve("photos");
    tree = TestTree.in(root);
  }

  @Test
  void foldersOfPhotosAreObjects_andFoldersOfFoldersTheirCategories() throws IOException {
    photo("mug/17/b.jpg");
    photo("mug/17/a.JPG");
    photo("mug/red/18/a.png");
    photo("solo/a.webp");
    assertThat(PhotoTree.read(root, PhotoTreeTest::none).objects())
        .extracting(
            PhotoFolder::id,
            PhotoFolder::category,
            folder -> folder.photos().stream().map(PhotoFile::name).toList())
        .containsExactly(
            tuple("mug/17", "mug", List.of("a.JPG", "b.jpg")),
            tuple("mug/red/18", "mug", List.of("a.png")),
            tuple("solo", null, List.of("a.webp")));
  }

  @Test
  void photosDirectlyInTheRootAreOneObjectNamedLikeIt() throws IOException {
    photo("a.jpg");
    photo("b.jpg");
    assertThat(ids(root)).containsExactly("photos");
    assertThat(ids(root.resolve("../photos/."))).containsExactly("photos");
  }

  @Test
  void photosBesideSubfoldersAreAnObjectOfTheirOwn() throws IOException {
    photo("mug/cover.jpg");
    photo("mug/17/a.jpg");
    assertThat(PhotoTree.read(root, PhotoTreeTest::none).objects())
        .extracting(PhotoFolder::id, PhotoFolder::category)
        .containsExactly(tuple("mug", null), tuple("mug/17", "mug"));
  }

  @Test
  void namesOfAnyLanguageAreCategories() throws IOException {
    photo("coffee mugs/a b/1.jpg");
    photo("☕️🫖/1/1.jpg");
    photo("كوب/أزرق/1.jpg");
    photo(Normalizer.normalize("café", Normalizer.Form.NFD) + "/1/1.jpg");
    assertThat(PhotoTree.read(root, PhotoTreeTest::none).objects())
        .extracting(PhotoFolder::id, PhotoFolder::category)
        .containsExactlyInAnyOrder(
            tuple("coffee mugs/a b", "coffee mugs"),
            tuple("☕️🫖/1", "☕️🫖"),
            tuple("كوب/أزرق", "كوب"),
            tuple("café/1", "café"));
  }

  @Test
  void filesThatAreNoImagesArePassedOverInSilence() throws IOException {
    photo("mug/17/a.jpg");
    tree.write("mug/17/README.md", "hello");
    tree.write("objects.csv", "object_id\n");
    tree.write("mug/17/.DS_Store", "");
    tree.write("mug/17/._a.jpg", "");
    tree.write("mug/.thumbnails/a.jpg", "");
    tree.write("__MACOSX/mug/a.jpg", "");
    Files.createSymbolicLink(root.resolve("notes.txt"), tree.write("mug/notes.txt", "hello"));
    PhotoTree found = PhotoTree.read(root, PhotoTreeTest::none);
    assertThat(found.skipped()).isEmpty();
    assertThat(found.photos()).isEqualTo(1);
  }

  @Test
  void anImageWithAnotherNameIsAPhoto_andSoIsWhateverIsNamedLikeOne() throws IOException {
    Files.move(photo("mug/17/a.jpg"), root.resolve("mug/17/IMG_0001"));
    tree.write("mug/17/b.jpg", "no photo");
    assertThat(PhotoTree.read(root, PhotoTreeTest::none).objects().getFirst().photos())
        .extracting(PhotoFile::name)
        .containsExactly("IMG_0001", "b.jpg");
  }

  @Test
  void foldersWithoutPhotosAreListed() throws IOException {
    photo("mug/17/a.jpg");
    tree.write("mug/18/README.md", "soon");
    Files.createDirectory(root.resolve("bowl"));
    assertThat(PhotoTree.read(root, PhotoTreeTest::none).skipped())
        .containsExactly(
            new Skipped(root.resolve("bowl").toString(), "no-photos"),
            new Skipped(root.resolve("mug/18").toString(), "no-photos"));
  }

  @Test
  void linksAreListedAndNotFollowed() throws IOException {
    photo("mug/17/a.jpg");
    Path elsewhere = temp.resolve("elsewhere");
    Path outside = TestPhotos.write(elsewhere, "a.jpg", 7, 0);
    tree.link("mug/outside.jpg", outside);
    tree.link("mug/outside", elsewhere);
    tree.link("mug/17/circle", root.resolve("mug"));
    tree.link("mug/17/up", temp);
    tree.link("mug/again", root.resolve("mug/17"));
    tree.link("mug/again.jpg", root.resolve("mug/17/a.jpg"));
    tree.link("mug/broken", root.resolve("gone"));
    tree.link("mug/itself", root.resolve("mug/itself"));
    PhotoTree found = PhotoTree.read(root, PhotoTreeTest::none);
    assertThat(found.objects()).extracting(PhotoFolder::id).containsExactly("mug/17");
    assertThat(found.photos()).isEqualTo(1);
    assertThat(found.skipped())
        .extracting(
            skipped -> root.relativize(Path.of(skipped.path())).toString(),
            skipped -> skipped.reason().split(":", 2)[0])
        .containsExactlyInAnyOrder(
            tuple("mug/outside.jpg", "link-outside"),
            tuple("mug/outside", "link-outside"),
            tuple("mug/17/circle", "link-circle"),
            tuple("mug/17/up", "link-circle"),
            tuple("mug/again", "link-inside"),
            tuple("mug/again.jpg", "link-inside"),
            tuple("mug/broken", "link-broken"),
            tuple("mug/itself", "link-circle"));
  }

  @Test
  void theRootMayBeALink() throws IOException {
    photo("mug/17/a.jpg");
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    PhotoTree found = PhotoTree.read(link, PhotoTreeTest::none);
    assertThat(found.objects()).extracting(PhotoFolder::id).containsExactly("mug/17");
    assertThat(found.root()).isEqualTo(root.toRealPath());
  }

  @Test
  void anUnreadableFolderIsListed_andTheOthersAreRead() throws IOException {
    photo("mug/17/a.jpg");
    photo("mug/18/a.jpg");
    Path closed = root.resolve("mug/17");
    PhotoTree found =
        PhotoTree.read(root, PhotoTreeTest::none, folder -> listUnless(folder, closed));
    assertThat(found.objects()).extracting(PhotoFolder::id).containsExactly("mug/18");
    assertThat(found.skipped())
        .containsExactly(new Skipped(closed.toString(), "unreadable-folder"));
  }

  @Test
  void theSecondOfTwoObjectsWithOneIdIsListed() throws IOException {
    photo("a.jpg");
    photo("photos/b.jpg");
    PhotoTree found = PhotoTree.read(root, PhotoTreeTest::none);
    assertThat(found.objects()).extracting(PhotoFolder::folder).containsExactly(root);
    assertThat(found.skipped())
        .containsExactly(
            new Skipped(
                root.resolve("photos").toString(),
                "duplicate-id: " + root + " is the object photos already"));
  }

  @Test
  void twoSpellingsOfOneNameAreOneId() throws IOException {
    photo("caf\u00e9/a.jpg");
    photo("cafe\u0301/b.jpg");
    PhotoTree found = PhotoTree.read(root, PhotoTreeTest::none);
    assertThat(found.objects()).extracting(PhotoFolder::id).containsExactly("caf\u00e9");
    assertThat(found.skipped())
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.reason()).startsWith("duplicate-id"));
  }

  @Test
  void aForeignFolderBelowTheRootIsNoProduct() throws IOException {
    photo("mug/17/a.jpg");
    photo("catalogue/thumbnails/ab/x.jpg");
    PhotoTree found = PhotoTree.read(root, root.resolve("catalogue")::equals);
    assertThat(found.objects()).extracting(PhotoFolder::id).containsExactly("mug/17");
    assertThat(found.skipped()).isEmpty();
  }

  @Test
  void aRootThatCannotBeUsedIsNamed() throws IOException {
    Path file = tree.write("file.txt", "");
    Path gone = root.resolve("gone");
    assertThatThrownBy(() -> PhotoTree.read(gone, PhotoTreeTest::none))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessage("there is no folder " + gone);
    assertThatThrownBy(() -> PhotoTree.read(file, PhotoTreeTest::none))
        .hasMessage(file + " is not a folder");
    assertThatThrownBy(() -> PhotoTree.read(root, PhotoTreeTest::none))
        .hasMessageStartingWith("there are no photos in " + root);
    assertThatThrownBy(
            () -> PhotoTree.read(root, PhotoTreeTest::none, folder -> listUnless(folder, root)))
        .hasMessage("the folder " + root + " cannot be read");
  }

  private static boolean none(Path unused) {
    return false;
  }

  private static List<Path> listUnless(Path folder, Path closed) throws IOException {
    if (folder.equals(closed)) {
      throw new AccessDeniedException(folder.toString());
    }
    return PhotoTree.Lister.DEFAULT.list(folder);
  }

  private static List<String> ids(Path folder) throws IOException {
    return PhotoTree.read(folder, PhotoTreeTest::none).objects().stream()
        .map(PhotoFolder::id)
        .toList();
  }

  private Path photo(String path) throws IOException {
    return tree.photo(path, path.hashCode(), 0);
  }
}
