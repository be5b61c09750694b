namespace RulesRouter.Classifiers;

/// <summary>
/// Default locations of the classifier: <c>models/classifier</c> in the nearest folder above the policies that has one,
/// otherwise in the tool's own folder.
/// </summary>
internal static class ClassifierPlaces
{
    /// <summary>The value that selects the heuristic classifier.</summary>
    public const string None = "none";

    private static readonly string Folder = Path.Combine("models", "classifier");

    /// <returns>The artefact's folder; null where there is none.</returns>
    public static string? Find(string policiesPath) => Find(policiesPath, AppContext.BaseDirectory);

    internal static string? Find(string policiesPath, string toolFolder)
    {
        var above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(policiesPath)));
        for (; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Holds(above))
            {
                return Path.Combine(above, Folder);
            }
        }

        return Holds(toolFolder) ? Path.Combine(toolFolder, Folder) : null;
    }

    /// <summary>The artefact or its hash: if one of the two is missing, that is an error to report, not a reason to search on.</summary>
    private static bool Holds(string folder)
    {
        var artefact = Path.Combine(folder, Folder, ClassifierLoader.FileName);
        return File.Exists(artefact) || File.Exists(artefact + ClassifierLoader.HashSuffix);
    }
}
