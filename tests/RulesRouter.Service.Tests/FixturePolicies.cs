namespace RulesRouter.Service.Tests;

/// <summary>
/// The shipped policies over the small catalog in tests/testdata/catalog, copied to a temporary folder: an import of the shipped catalog
/// changes no test.
/// </summary>
public sealed class FixturePolicies : IDisposable
{
    private static readonly string[] NotPolicies = ["catalog", "ci"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rulesrouter-policies-");

    public FixturePolicies()
    {
        foreach (var policy in Directory.GetDirectories(Repository.Policies).Where(path => !NotPolicies.Contains(Path.GetFileName(path))))
        {
            Copy(policy, Path.Combine(folder.FullName, Path.GetFileName(policy)));
        }

        Copy(Path.Combine(Repository.Root, "tests", "testdata", "catalog"), Path.Combine(folder.FullName, "catalog"));
    }

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
