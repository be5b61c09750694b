using System.Collections.Immutable;

namespace RulesRouter.Decisions;

public enum DenialCode
{
    /// <summary>A matched rule denies.</summary>
    DeniedByRule,

    /// <summary>No endpoint meets every demand.</summary>
    NoCandidate,

    /// <summary>The caller said that it cannot meet an obligation.</summary>
    ObligationNotSupported,
}

/// <param name="Reasons">Every matched deny rule's words, or the obligations that are not supported.</param>
/// <param name="EmptiedBy">An irreducible set of demands that leaves nobody: without any one of them somebody would be left.</param>
/// <param name="FeasibleIf">The smallest changes that would make it feasible, in words; each alone is enough.</param>
public sealed record Denial(
    DenialCode Code,
    ImmutableArray<string> Reasons,
    ImmutableArray<EmptyingDemand> EmptiedBy,
    ImmutableArray<string> FeasibleIf);

/// <param name="Removed">How many endpoints of the catalog fail it.</param>
public sealed record EmptyingDemand(Demand Demand, int Removed);
