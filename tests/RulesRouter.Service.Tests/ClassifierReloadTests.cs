using System.Collections.Immutable;
using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Tests;

public class ClassifierReloadTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("served").FullName;

    [Fact]
    public void The_revision_includes_the_classifier_above_the_policies()
    {
        var (policies, artefact) = Copy();
        var trained = new SnapshotHolder(new ServiceOptions { PoliciesPath = policies });
        var ruled = new SnapshotHolder(new ServiceOptions { PoliciesPath = policies, ClassifierPath = "none" });
        trained.Refresh();
        ruled.Refresh();

        Assert.Equal("classifier", trained.Classifier.Name);
        Assert.Equal("sha256:" + File.ReadAllText(artefact + ".sha256").Split(' ')[0], trained.Classifier.Current.Digest);
        Assert.Equal("heuristic", ruled.Classifier.Name);
        Assert.Null(ruled.Classifier.Problem);
        Assert.NotEqual(trained.Current!.Set.Revision, ruled.Current!.Set.Revision);
    }

    [Fact]
    public void Falls_back_to_fixed_rules_and_reports_a_corrupt_artefact()
    {
        var (policies, artefact) = Copy();
        File.WriteAllText(artefact, "not an artefact");
        var holder = new SnapshotHolder(new ServiceOptions { PoliciesPath = policies });

        Assert.True(holder.Refresh());
        Assert.Equal("heuristic", holder.Classifier.Name);
        Assert.Equal($"`{artefact}` does not match its SHA-256", holder.Classifier.Problem);
    }

    [Fact]
    public void Keeps_the_classifier_when_its_replacement_does_not_load()
    {
        var (policies, artefact) = Copy();
        var holder = new SnapshotHolder(new ServiceOptions { PoliciesPath = policies });
        holder.Refresh();
        var revision = holder.Current!.Set.Revision;

        File.WriteAllText(artefact, "not an artefact");
        holder.Refresh();

        Assert.Equal(revision, holder.Current!.Set.Revision);
        Assert.Equal("classifier", holder.Classifier.Name);
        Assert.Equal($"`{artefact}` does not match its SHA-256; the previous classifier stays in use", holder.Classifier.Problem);
    }

    [Fact]
    public void Loads_a_repaired_artefact_at_the_next_check()
    {
        var (policies, artefact) = Copy();
        var good = File.ReadAllBytes(artefact);
        File.WriteAllText(artefact, "not an artefact");
        var holder = new SnapshotHolder(new ServiceOptions { PoliciesPath = policies });
        holder.Refresh();
        var before = holder.Current!.Set.Revision;

        File.WriteAllBytes(artefact, good);

        Assert.True(holder.Refresh());
        Assert.Equal("classifier", holder.Classifier.Name);
        Assert.Null(holder.Classifier.Problem);
        Assert.NotEqual(before, holder.Current!.Set.Revision);
    }

    private (string Policies, string Artefact) Copy()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "RulesRouter.sln")))
        {
            root = root.Parent;
        }

        foreach (var part in ImmutableArray.Create("policies", "models/classifier"))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root.FullName, part), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(root.FullName, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return (Path.Combine(folder, "policies"), Path.Combine(folder, "models", "classifier", "classifier.bin"));
    }
}
