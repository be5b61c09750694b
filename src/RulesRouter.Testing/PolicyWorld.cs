using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;

namespace RulesRouter.Testing;

/// <summary>Policies and a catalog that decide requests: a folder as it is, or with another catalog or other policies.</summary>
public sealed class PolicyWorld
{
    private static readonly HeuristicClassifier FixedRules = new();

    private readonly PolicyDecisionPoint strict;
    private readonly PolicyDecisionPoint trusting;

    private PolicyWorld(CompiledPolicySet set)
    {
        Set = set;
        strict = new PolicyDecisionPoint(set, FixedRules, new DecisionSettings());
        trusting = new PolicyDecisionPoint(set, FixedRules, new DecisionSettings(AllowSampleEvidence: true));
    }

    internal CompiledPolicySet Set { get; }

    public ModelCatalog Catalog => Set.Catalog;

    internal PolicySet Policies => Set.Policies;

    /// <param name="folder">Folder of policies and catalog; a relative path is searched in the tests' folder and its parents.</param>
    /// <exception cref="PolicyFolderException">The folder does not exist, or its files have errors.</exception>
    public static PolicyWorld Load(string folder)
    {
        var loaded = PolicyFolder.Load([Find(folder)], FixedRules.Digest);
        return loaded.Set is { } set
            ? new PolicyWorld(set)
            : throw new PolicyFolderException(Rendered([.. loaded.Diagnostics.Where(diagnostic => diagnostic.IsError)]));
    }

    /// <exception cref="PolicyFolderException">The policies do not compile.</exception>
    internal PolicyWorld With(PolicySet policies) => Compiled(policies, Catalog);

    public PolicyWorld With(ModelCatalog catalog) => Compiled(Policies, catalog);

    /// <summary>Decides a request by its policy. The heuristic classifies its prompt.</summary>
    /// <exception cref="ArgumentException">The request has errors for its policy.</exception>
    public DecidedRequest Decide(DecisionRequest request, DateTimeOffset at, bool allowSampleEvidence = false, RouterState? state = null) =>
        Decide(new RecordedRequest(request, strict.Classify(request), state ?? RouterState.Healthy, allowSampleEvidence), at);

    /// <summary>Decides a request with a given classification.</summary>
    /// <exception cref="ArgumentException">The request has errors for its policy.</exception>
    internal DecidedRequest Decide(RecordedRequest asked, DateTimeOffset at) =>
        TryDecide(asked, at, out var fault) ?? throw new ArgumentException(fault);

    internal DecidedRequest? TryDecide(RecordedRequest asked, DateTimeOffset at, out string fault)
    {
        var answer = (asked.AllowSampleEvidence ? trusting : strict).Decide(
            asked.Request with { Explain = true },
            asked.Classification,
            at,
            asked.State);
        fault = string.Join("; ", answer.Errors.Select(found => $"{found.Pointer}: {found.Message}"));
        return answer.Decision is { } decision ? new DecidedRequest(asked, at, decision, this) { Facts = answer.Facts! } : null;
    }

    private static PolicyWorld Compiled(PolicySet policies, ModelCatalog catalog)
    {
        var compiled = PolicyCompiler.Compile(policies, catalog, "altered", FixedRules.Digest);
        return compiled.Set is { } set
            ? new PolicyWorld(set)
            : throw new PolicyFolderException(Rendered([.. compiled.Diagnostics.Where(diagnostic => diagnostic.IsError)]));
    }

    private static string Find(string folder)
    {
        if (Path.IsPathRooted(folder))
        {
            return Directory.Exists(folder) ? folder : throw new PolicyFolderException($"there is no folder `{folder}`");
        }

        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, folder)))
            {
                return Path.Combine(at, folder);
            }
        }

        throw new PolicyFolderException($"there is no folder `{folder}` in {AppContext.BaseDirectory} or above it");
    }

    private static string Rendered(ImmutableArray<Diagnostics.Diagnostic> diagnostics)
    {
        using var text = new StringWriter();
        FindingRenderer.Write(text, diagnostics, FindingFormat.Human);
        return text.ToString();
    }
}
