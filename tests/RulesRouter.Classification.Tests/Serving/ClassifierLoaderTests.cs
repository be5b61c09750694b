using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Serving;

public class ClassifierLoaderTests
{
    [Fact]
    public void Valid_artefact_is_served()
    {
        var loaded = ClassifierLoader.Load(TrainedFixture.Save());

        Assert.Null(loaded.FallbackReason);
        Assert.StartsWith("sha256:", loaded.Classifier.Digest);
        Assert.Equal(ClassificationSource.Classifier, loaded.Classifier.Classify(ClassifierInput.Of("How many?")).Source);
    }

    [Fact]
    public void Missing_artefact_falls_back_to_the_heuristic()
    {
        var loaded = ClassifierLoader.Load("nowhere/classifier.bin");

        Assert.Equal("no artefact at `nowhere/classifier.bin`", loaded.FallbackReason);
        Assert.IsType<HeuristicClassifier>(loaded.Classifier);
    }

    [Fact]
    public void A_changed_byte_falls_back()
    {
        var folder = TrainedFixture.Save();
        var path = Path.Combine(folder, ClassifierLoader.FileName);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal($"`{path}` does not match its SHA-256", ClassifierLoader.Load(folder).FallbackReason);
    }

    [Fact]
    public void An_artefact_for_other_features_falls_back()
    {
        var bytes = (byte[])TrainedFixture.Bytes.Clone();
        bytes[12]++;

        Assert.EndsWith($"was made for another version of the classifier (found {bytes[12]}, expected {bytes[12] - 1})", ReasonFor(bytes));
    }

    [Fact]
    public void An_artefact_whose_weights_were_changed_no_longer_agrees_with_its_probes()
    {
        var bytes = (byte[])TrainedFixture.Bytes.Clone();
        for (var at = 4096; at < 40_000; at += 4)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), 3f);
        }

        Assert.NotNull(ReasonFor(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(1000)]
    [InlineData(60_000)]
    public void A_truncated_artefact_falls_back(int length) => Assert.EndsWith("is truncated", ReasonFor(TrainedFixture.Bytes[..length]));

    [Fact]
    public void An_artefact_without_its_hash_falls_back()
    {
        var folder = TrainedFixture.Save();
        File.Delete(Path.Combine(folder, "classifier.bin.sha256"));

        Assert.EndsWith("classifier.bin.sha256` is missing", ClassifierLoader.Load(folder).FallbackReason);
    }

    private static string? ReasonFor(byte[] bytes) => ClassifierLoader.Load(TrainedFixture.Save(bytes)).FallbackReason;
}
