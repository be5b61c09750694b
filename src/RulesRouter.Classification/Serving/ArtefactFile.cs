namespace RulesRouter.Classifiers.Serving;

/// <summary>Writes an artefact and its SHA-256, each by a rename, so that a reader never finds half of one.</summary>
internal static class ArtefactFile
{
    public static string Save(byte[] bytes, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ClassifierLoader.FileName);
        File.WriteAllBytes(path + ".new", bytes);
        File.WriteAllText(path + ClassifierLoader.HashSuffix, $"{ClassifierLoader.HashOf(bytes)}  {ClassifierLoader.FileName}\n");
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }
}
