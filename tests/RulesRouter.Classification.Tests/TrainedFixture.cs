using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training;

namespace RulesRouter.Classifiers.Tests;

/// <summary>A classifier trained once, on drawn outcomes, for all tests of serving.</summary>
internal static class TrainedFixture
{
    internal static readonly Lazy<ClassifierParameters> Learned = new(() => ClassifierTraining.Train(DrawnOutcomes.Draw(500, 1), seed: 3));
    private static readonly Lazy<byte[]> Artefact = new(() => ArtefactFormat.Write(Learned.Value));

    public static byte[] Bytes => Artefact.Value;

    internal static TrainedClassifier Classifier { get; } = new(Learned.Value, "test");

    /// <summary>Writes the artefact with its hash into a new folder.</summary>
    internal static string Save(byte[]? bytes = null)
    {
        var folder = Directory.CreateTempSubdirectory("classifier").FullName;
        ArtefactFile.Save(bytes ?? Bytes, Path.Combine(folder, ClassifierLoader.FileName));
        return folder;
    }
}
