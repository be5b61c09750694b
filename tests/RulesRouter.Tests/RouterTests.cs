using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Tests;

public class RouterTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("served").FullName;

    [Fact]
    public void The_revision_includes_the_classifier_above_the_policies()
    {
        var (policies, artefact) = Copy();
        var trained = new Router(new RouterOptions { PoliciesPath = policies });
        var ruled = new Router(new RouterOptions { PoliciesPath = policies, ClassifierPath = "none" });
        trained.Refresh();
        ruled.Refresh();

        Assert.Equal("classifier", trained.Classifier.Name);
        Assert.Equal("sha256:" + File.ReadAllText(artefact + ".sha256").Split(' ')[0], trained.Classifier.Current.Digest);
        Assert.Equal("heuristic", ruled.Classifier.Name);
        Assert.Null(ruled.Classifier.Problem);
        Assert.NotEqual(trained.Revision, ruled.Revision);
    }

    [Fact]
    public void Falls_back_to_fixed_rules_and_reports_a_corrupt_artefact()
    {
        var (policies, artefact) = Copy();
        File.WriteAllText(artefact, "not an artefact");
        var router = new Router(new RouterOptions { PoliciesPath = policies });

        Assert.True(router.Refresh());
        Assert.Equal("heuristic", router.Classifier.Name);
        Assert.Equal($"`{artefact}` does not match its SHA-256", router.Classifier.Problem);
    }

    [Fact]
    public void Keeps_the_classifier_when_its_replacement_does_not_load()
    {
        var (policies, artefact) = Copy();
        var router = new Router(new RouterOptions { PoliciesPath = policies });
        router.Refresh();
        var revision = router.Revision;

        File.WriteAllText(artefact, "not an artefact");
        router.Refresh();

        Assert.Equal(revision, router.Revision);
        Assert.Equal("classifier", router.Classifier.Name);
        Assert.Equal($"`{artefact}` does not match its SHA-256; the previous classifier stays in use", router.Classifier.Problem);
    }

    [Fact]
    public void Loads_a_repaired_artefact_at_the_next_check()
    {
        var (policies, artefact) = Copy();
        var good = File.ReadAllBytes(artefact);
        File.WriteAllText(artefact, "not an artefact");
        var router = new Router(new RouterOptions { PoliciesPath = policies });
        router.Refresh();
        var before = router.Revision;

        File.WriteAllBytes(artefact, good);

        Assert.True(router.Refresh());
        Assert.Equal("classifier", router.Classifier.Name);
        Assert.Null(router.Classifier.Problem);
        Assert.NotEqual(before, router.Revision);
    }

    [Fact]
    public void Decides_by_the_loaded_revision()
    {
        var router = new Router(new RouterOptions { PoliciesPath = Copy().Policies });
        router.Refresh();
        var request = new DecisionRequest
        {
            Policy = "coding-assistant",
            Prompt = "Write unit tests for the date parser",
            KeyAttributes = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [KeyValuePair.Create<string, AttributeValue>("sensitivity", new AttributeValue.String("public"))]),
        };

        var answer = router.Decide(request, new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero), RouterState.Healthy);

        Assert.Equal(router.Revision, answer.Decision!.Revision);
        Assert.NotEmpty(answer.Decision.Chain);
    }

    [Fact]
    public void Deciding_before_a_revision_has_loaded_is_an_error()
    {
        var router = new Router(new RouterOptions { PoliciesPath = Path.Combine(folder, "nowhere") });

        Assert.False(router.Refresh());
        Assert.StartsWith(
            $"`{Path.Combine(folder, "nowhere")}` cannot be read: ",
            Assert.Single(router.Problems).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "no revision has loaded; `Problems` has the errors",
            Assert.Throws<InvalidOperationException>(
                () => router.Decide(new DecisionRequest { Policy = "p" }, default, RouterState.Healthy)).Message);
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
