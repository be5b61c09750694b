using RulesRouter.Classifiers.Serving;
using RulesRouter.Formats;

namespace RulesRouter.Classifiers;

/// <summary>Loads the trained classifier. If it cannot be loaded, the heuristic classifier takes its place; loading never throws.</summary>
internal static class ClassifierLoader
{
    /// <summary>The artefact's name in its folder; its SHA-256 is in the file of the same name with <c>.sha256</c> appended.</summary>
    public const string FileName = "classifier.bin";

    internal const string HashSuffix = ".sha256";

    private const long MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>The classifier named by the caller, or the one at its default location.</summary>
    /// <param name="requested">
    /// The artefact, its folder, or <see cref="ClassifierPlaces.None"/>; null looks in <see cref="ClassifierPlaces"/>.
    /// </param>
    /// <param name="policiesPath">Where the policies are.</param>
    public static LoadedClassifier Choose(string? requested, string policiesPath) =>
        requested == ClassifierPlaces.None ? new LoadedClassifier(new HeuristicClassifier(), null)
        : (requested ?? ClassifierPlaces.Find(policiesPath)) is { } path ? Load(path)
        : new LoadedClassifier(new HeuristicClassifier(), $"no `models/classifier` above `{policiesPath}` or beside the tool");

    /// <param name="path">The artefact or its folder.</param>
    public static LoadedClassifier Load(string path) => Read(path) switch
    {
        ({ } parameters, var digest, _) => new LoadedClassifier(new TrainedClassifier(parameters, digest), null),
        (_, _, var problem) => new LoadedClassifier(new HeuristicClassifier(), problem),
    };

    /// <summary>The artefact and the file with its hash, whether or not they exist.</summary>
    /// <param name="path">The artefact or its folder.</param>
    public static IReadOnlyList<string> FilesOf(string path) => [FileOf(path), FileOf(path) + HashSuffix];

    /// <returns>Parameters and their digest, or why there are none.</returns>
    internal static (ClassifierParameters? Parameters, string Digest, string? Problem) Read(string path)
    {
        var file = FileOf(path);
        try
        {
            if (!File.Exists(file))
            {
                return (null, "", $"no artefact at `{file}`");
            }

            if (new FileInfo(file).Length > MaxFileBytes)
            {
                return (null, "", $"`{file}` is larger than the limit of {MaxFileBytes / (1024 * 1024)} MiB");
            }

            var bytes = File.ReadAllBytes(file);
            return HashProblem(file, bytes) is { } problem ? (null, "", problem) : Read(bytes, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, "", $"`{file}` cannot be read: {exception.Message}");
        }
    }

    internal static string FileOf(string path) => Directory.Exists(path) ? Path.Combine(path, FileName) : path;

    internal static string HashOf(byte[] bytes) => Sha256.Hex(bytes);

    private static string? HashProblem(string file, byte[] bytes)
    {
        if (!File.Exists(file + HashSuffix))
        {
            return $"`{file}{HashSuffix}` is missing";
        }

        var expected = File.ReadAllText(file + HashSuffix).Split(' ', '\n')[0].Trim();
        return string.Equals(expected, HashOf(bytes), StringComparison.OrdinalIgnoreCase) ? null : $"`{file}` does not match its SHA-256";
    }

    private static (ClassifierParameters? Parameters, string Digest, string? Problem) Read(byte[] bytes, string file)
    {
        try
        {
            var parameters = ArtefactFormat.Read(bytes);
            if (parameters.Tasks is { } tasks && !TaskScorer.Fits(tasks))
            {
                return (null, "", $"`{file}` has more tasks than this version supports");
            }

            return ProbeAgreement.Holds(parameters)
                ? (parameters, "sha256:" + HashOf(bytes), null)
                : (null, "", $"`{file}` does not score as it did when it was trained");
        }
        catch (InvalidDataException exception)
        {
            return (null, "", $"`{file}` {exception.Message}");
        }
    }
}
