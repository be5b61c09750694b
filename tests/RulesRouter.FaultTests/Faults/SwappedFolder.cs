using System.Runtime.InteropServices;
using RulesRouter.FaultTests.Policies;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests.Faults;

/// <summary>A folder whose files are links through one link to a folder of a version in it, which is swapped at once.</summary>
internal sealed class SwappedFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly KnownPolicies policies;

    public SwappedFolder(KnownPolicies policies, KnownPolicies.Version version)
    {
        this.policies = policies;
        Use(version);
        foreach (var file in Directory.GetFiles(policies.Folder(version)).Select(System.IO.Path.GetFileName))
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(Path, file!), System.IO.Path.Combine("..data", file!));
        }
    }

    public string Path => folder.Path;

    public void Use(KnownPolicies.Version version)
    {
        var (complete, next) = ($"..{version}", System.IO.Path.Combine(Path, "..data_new"));
        Directory.CreateDirectory(System.IO.Path.Combine(Path, complete));
        foreach (var file in Directory.GetFiles(policies.Folder(version)))
        {
            File.Copy(file, System.IO.Path.Combine(Path, complete, System.IO.Path.GetFileName(file)), overwrite: true);
        }

        File.CreateSymbolicLink(next, complete);

        // Renames the link itself, and replaces the one that is there.
        Assert.Equal(0, Rename(next, System.IO.Path.Combine(Path, "..data")));
    }

    public void Dispose() => folder.Dispose();

    [DllImport("libc", EntryPoint = "rename", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(string from, string to);
}
