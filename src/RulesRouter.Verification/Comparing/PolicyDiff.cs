using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Proving.Comparing;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Comparing;

/// <summary>The difference between two states of policies and catalog, and its effect.</summary>
/// <param name="RemovedParents">For policies of both sides: parents that no longer apply.</param>
/// <param name="Regions">
/// For policies of both sides whose rules differ: the requests that are decided differently, or a proof that there are none.
/// </param>
/// <param name="Effect">Effect on recorded requests; null if none were given.</param>
internal sealed record PolicyDiff(
    string Before,
    string After,
    ImmutableArray<PolicyChange> Policies,
    ImmutableArray<CatalogChange> Catalog,
    ImmutableArray<(string Policy, string What)> RemovedParents,
    ImmutableArray<RegionComparison> Regions,
    ReplayResult? Effect)
{
    /// <summary>By policy of the head side: the places that change its decisions.</summary>
    public ImmutableSortedDictionary<string, ChangedPlaces> Places { get; init; } = ImmutableSortedDictionary<string, ChangedPlaces>.Empty;

    /// <summary>For policies of both sides: budgets that limit less.</summary>
    public ImmutableArray<(string Policy, string What)> WeakerBudgets { get; init; } = [];

    /// <summary>What policies lose whatever a request is: parents, and limits of budgets.</summary>
    public IEnumerable<(string Policy, string What)> Weaker => RemovedParents.Concat(WeakerBudgets);

    /// <summary>A constraint, obligation, denial or budget is weaker than before.</summary>
    public bool IsWeaker =>
        Weaker.Any() || Regions.Any(region => region.Changes.Any(LosesProtection)) || Effect is { WeakenedRequests: > 0 };

    /// <summary>Bounds on price, speed or quality may be loosened; protections of data may not.</summary>
    public static bool LosesProtection(RegionChange change) =>
        change.IsWeaker
            && (change.Kind != RegionChangeKind.ConstraintWeaker
                || !ConstraintTable.TryFind(change.Subject, out var constraint)
                || constraint!.IsCompliance);

    /// <param name="settings">Start time and evidence of the comparison.</param>
    public static PolicyDiff Of(ComparedSide before, ComparedSide after, ProofSettings settings, ReplayResult? effect)
    {
        ImmutableArray<PolicyChange> policies =
        [
            .. DocumentComparison.Compare(before.Files, after.Files),
            .. ParameterComparison.Compare(before.Folder.Set!, after.Folder.Set!),
        ];
        return new PolicyDiff(
            before.Name,
            after.Name,
            policies,
            CatalogComparison.Compare(before.Folder.Loaded.Catalog, after.Folder.Loaded.Catalog, settings.At),
            [
                .. (before.Folder.Set?.Names ?? []).SelectMany(
                    name => Weakenings.RemovedParents(before.Folder.Set!, after.Folder.Set!, name).Select(what => (name, what))),
            ],
            policies.IsEmpty ? [] : Compare(before.Folder.Set!, after.Folder.Set!, policies, settings),
            effect)
        {
            Places = ChangedPlaces.Of(after, policies),
            WeakerBudgets = BudgetComparison.Weaker(before.Folder.Set!, after.Folder.Set!),
        };
    }

    private static ImmutableArray<RegionComparison> Compare(
        CompiledPolicySet before,
        CompiledPolicySet after,
        ImmutableArray<PolicyChange> changes,
        ProofSettings settings)
    {
        var changed = changes.Select(change => change.Policy).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Names.Intersect(after.Names)
                .Where(name => before.Find(name)!.Layers.Layers.Concat(after.Find(name)!.Layers.Layers)
                    .Any(layer => changed.Contains(layer.Name)))
                .Select(name => RevisionComparison.Compare(before, after, name, settings)),
        ];
    }
}
