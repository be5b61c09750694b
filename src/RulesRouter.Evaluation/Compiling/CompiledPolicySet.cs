using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Economics.Abilities;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>One revision of policies and catalog, compiled and immutable.</summary>
internal sealed class CompiledPolicySet
{
    private readonly FrozenDictionary<string, CompiledPolicy> byName;

    internal CompiledPolicySet(
        string revision,
        PolicySet policies,
        ModelCatalog catalog,
        ImmutableSortedDictionary<string,
        CompiledPolicy> compiled,
        ConditionCache conditions,
        IntentCache intents,
        EndpointTable endpoints)
    {
        Revision = revision;
        Policies = policies;
        Catalog = catalog;
        Compiled = compiled;
        Conditions = conditions;
        Intents = intents;
        Endpoints = endpoints;
        byName = compiled.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary><c>sha256:…</c> over policies, catalog, classifier, semantics and time-zone data.</summary>
    public string Revision { get; }

    public PolicySet Policies { get; }

    public ModelCatalog Catalog { get; }

    /// <summary>The policies that requests may name: all except abstract ones.</summary>
    public IEnumerable<string> Names => Compiled.Keys;

    internal ImmutableSortedDictionary<string, CompiledPolicy> Compiled { get; }

    /// <summary>Conditions that the next revision can reuse.</summary>
    internal ConditionCache Conditions { get; }

    /// <summary>Intents that the next revision can reuse.</summary>
    internal IntentCache Intents { get; }

    internal EndpointTable Endpoints { get; }

    /// <summary>Prepares what is created on first use otherwise, so that no request waits for it.</summary>
    public void WarmUp()
    {
        Compiled.Values.FirstOrDefault()?.Scripts.WarmUp();
        ModelAbilities.Of(Catalog).Fit();
    }

    public CompiledPolicy? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>The result of compiling: no set if a diagnostic is an error.</summary>
internal sealed record CompileResult(CompiledPolicySet? Set, ImmutableArray<Diagnostic> Diagnostics);
