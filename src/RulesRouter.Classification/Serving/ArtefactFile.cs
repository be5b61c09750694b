namespace RulesRouter.Classifiers.Serving;

/// <summary>Writes an artefact and its SHA-256, each by a rename, so that a reader never finds half of one.</summary>
internal static class ArtefactFile
{
    public static void Save(byte[] bytes, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path + ".new", bytes);
        File.WriteAllText(path + ClassifierLoader.HashSuffix, $"{ClassifierLoader.HashOf(bytes)}  {Path.GetFileName(path)}\n");
        File.Move(path + ".new", path, overwrite: true);
    }
}
