using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Mining;

namespace RulesRouter.Suites.MergeReady;

/// <summary>Versions of a change that a reviewer accepted: patches to the base commit in the scenario's folder <c>accepted</c>.</summary>
internal static class AcceptedVersions
{
    private const string Folder = "accepted";

    /// <summary>Stores a patch to the base commit as an acceptable version.</summary>
    public static void Add(string scenarioFolder, string name, string patch)
    {
        Directory.CreateDirectory(Path.Combine(scenarioFolder, Folder));
        File.WriteAllText(Path.Combine(scenarioFolder, Folder, $"{name}.patch"), patch);
    }

    /// <summary>The distance to the nearest accepted version, else to the merged change, which then is an upper bound.</summary>
    /// <param name="tree">The change under test, before tests and build files are restored.</param>
    /// <param name="basis">The base commit.</param>
    /// <param name="gold">The base commit with the whole merged change.</param>
    public static EditDistance DistanceOf(WorkTree tree, WorkTree basis, WorkTree gold, string scenarioFolder)
    {
        var accepted = Directory.Exists(Path.Combine(scenarioFolder, Folder))
            ? Directory.GetFiles(Path.Combine(scenarioFolder, Folder), "*.patch").Order(StringComparer.Ordinal).ToList()
            : [];
        if (accepted.Count == 0)
        {
            var (lines, hunks) = Between(tree, basis, gold);
            return new EditDistance(lines, hunks, IsUpperBound: true);
        }

        return accepted.Select(patch => ToAccepted(tree, basis, patch)).MinBy(distance => distance.Lines)!;
    }

    private static EditDistance ToAccepted(WorkTree tree, WorkTree basis, string patch)
    {
        using var version = basis.Copy();
        version.Apply(File.ReadAllText(patch), default).GetAwaiter().GetResult();
        var (lines, hunks) = Between(tree, basis, version);
        return new EditDistance(lines, hunks, IsUpperBound: false);
    }

    /// <summary>Tests do not count: they are restored, whatever a change under test did to them.</summary>
    private static (int Lines, int Hunks) Between(WorkTree tree, WorkTree basis, WorkTree accepted)
    {
        tree.DifferencesFrom(basis, out var changed);
        accepted.DifferencesFrom(basis, out var wanted);
        var paths = changed.Union(wanted, StringComparer.Ordinal)
            .Where(path => FileRoles.Of(path) is not (FileRole.Test or FileRole.Lock))
            .ToList();
        return EditsToMergeReady.Between(tree.Contents(paths), accepted.Contents(paths));
    }
}
