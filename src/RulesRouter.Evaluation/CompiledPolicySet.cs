using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation;

/// <summary>Everything decisions need, immutable: one revision of policies and catalog.</summary>
public sealed class CompiledPolicySet
{
    internal CompiledPolicySet(string revision, PolicySet policies, ModelCatalog catalog, ImmutableSortedDictionary<string, CompiledPolicy> compiled)
    {
        Revision = revision;
        Policies = policies;
        Catalog = catalog;
        Compiled = compiled;
        Endpoints = new EndpointTable(catalog);
    }

    /// <summary><c>sha256:…</c> over policies, catalog, classifier, semantics and time-zone data.</summary>
    public string Revision { get; }

    public PolicySet Policies { get; }

    public ModelCatalog Catalog { get; }

    /// <summary>The policies requests may name: all but the abstract ones.</summary>
    public IEnumerable<string> Names => Compiled.Keys;

    internal ImmutableSortedDictionary<string, CompiledPolicy> Compiled { get; }

    internal EndpointTable Endpoints { get; }

    public CompiledPolicy? Find(string name) => Compiled.GetValueOrDefault(name);
}

/// <summary>What compiling came to: a set, unless a diagnostic is an error.</summary>
public sealed record CompileResult(CompiledPolicySet? Set, ImmutableArray<Diagnostic> Diagnostics);
