using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Checks;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Formats;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation;

/// <summary>
/// Compiles each policy with all its layers: conditions, type-checked → checks → index (and RulesEngine workflows on demand).
/// </summary>
internal static class PolicyCompiler
{
    /// <summary>Increased whenever the same policies and request may give another decision: part of every revision.</summary>
    public const string SemanticsVersion = "1";

    /// <summary>Fewer are not worth another thread.</summary>
    private const int PoliciesPerThread = 32;

    /// <param name="contentDigest">Digest of the policy and catalog files.</param>
    /// <param name="onlyCheck">The policies have errors already: check conditions to report theirs too, and compile nothing.</param>
    /// <param name="before">The current revision: its unchanged conditions are reused.</param>
    /// <param name="threads">Number of threads that read conditions.</param>
    public static CompileResult Compile(
        PolicySet set,
        ModelCatalog catalog,
        string contentDigest,
        string classifierDigest,
        bool onlyCheck = false,
        CompiledPolicySet? before = null,
        int threads = 1)
    {
        var cache = new ConditionCache(before?.Conditions);
        var diagnostics = new DiagnosticBag();

        // Independent of the conditions, which take as long as these together.
        var reading = ScriptCompiler.Start(
            [.. set.Policies.SelectMany(policy => policy.Scripts).DistinctBy(script => script.QualifiedName)]);
        var revision = onlyCheck ? null : Task.Run(() => Revision(contentDigest, classifierDigest));
        var endpoints = onlyCheck ? null : Task.Run(() => new EndpointTable(catalog));
        var policies = SeveralThreads.Run(
            [.. set.Policies],
            (policy, found) => Read(set, policy, found, cache),
            Math.Min(threads, 1 + (set.Policies.Length / PoliciesPerThread)),
            diagnostics).OfType<ReadPolicy>().ToList();
        cache.Complete();
        var scripts = new ScriptHost(reading.Finish(diagnostics));
        if (revision is null || endpoints is null || diagnostics.HasErrors)
        {
            return new CompileResult(null, diagnostics.Sorted());
        }

        var intents = new IntentCache(before?.Intents);
        var compiled = policies.Where(policy => !policy.Layers.Policy.IsAbstract)
            .Select(policy => new CompiledPolicy(policy.Layers, policy.Rules, scripts, intents.Of(policy.Layers, policy.Rules)))
            .ToImmutableSortedDictionary(policy => policy.Name, policy => policy, StringComparer.Ordinal);
        return new CompileResult(
            new CompiledPolicySet(
                revision.GetAwaiter().GetResult(),
                set,
                catalog,
                compiled,
                cache,
                intents,
                endpoints.GetAwaiter().GetResult()),
            diagnostics.Sorted());
    }

    private static ReadPolicy Read(PolicySet set, RoutingPolicy policy, DiagnosticBag diagnostics, ConditionCache cache)
    {
        var layers = PolicyLayers.Of(set, policy);
        var rules = RuleCompiler.Compile(set, layers, diagnostics, cache);
        DerivedComplianceCheck.Run(rules.Rules, rules.Schema, diagnostics);
        SelectionCheck.Run(rules.Rules, diagnostics);
        SplitKeyCheck.Run(rules.Rules, layers, rules.Schema, diagnostics);
        return new ReadPolicy(layers, rules);
    }

    private static string Revision(string contentDigest, string classifierDigest)
    {
        var parts = string.Join('\n', "rulesrouter revision", contentDigest, classifierDigest, SemanticsVersion, TimeZoneData.Version);
        return Sha256.Digest(parts);
    }

    private sealed record ReadPolicy(PolicyLayers Layers, CompiledRules Rules);
}
