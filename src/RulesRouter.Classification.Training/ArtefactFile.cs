namespace RulesRouter.Classifiers.Training;

/// <summary>Writes an artefact and its SHA-256; the artefact appears by a rename, so a reader never sees a partial file.</summary>
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
