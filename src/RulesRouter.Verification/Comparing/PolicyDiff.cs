using System.Collections.Immutable;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Comparing;

/// <summary>What a change is and what it does.</summary>
/// <param name="RemovedParents">Per policy that both sides have: what it stood on and stands on no longer.</param>
/// <param name="Effect">On recorded requests; null where none were given.</param>
public sealed record PolicyDiff(
    string Before,
    string After,
    ImmutableArray<PolicyChange> Policies,
    ImmutableArray<CatalogChange> Catalog,
    ImmutableArray<(string Policy, string What)> RemovedParents,
    ReplayResult? Effect)
{
    /// <summary>Something protects less than before.</summary>
    public bool IsWeaker => !RemovedParents.IsEmpty || Effect is { WeakenedRequests: > 0 };

    /// <param name="at">The moment prices are compared at.</param>
    public static PolicyDiff Of(ComparedSide before, ComparedSide after, DateTimeOffset at, ReplayResult? effect) => new(
        before.Name,
        after.Name,
        DocumentComparison.Compare(before.Files, after.Files),
        CatalogComparison.Compare(before.Folder.Loaded.Catalog, after.Folder.Loaded.Catalog, at),
        [
            .. (before.Folder.Set?.Names ?? []).SelectMany(name => Weakenings.RemovedParents(before.Folder.Set!, after.Folder.Set!, name).Select(what => (name, what))),
        ],
        effect);
}
