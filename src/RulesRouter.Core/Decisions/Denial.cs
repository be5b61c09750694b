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
public sealed record Denial(DenialCode Code, ImmutableArray<string> Reasons)
{
    private ImmutableArray<EmptyingDemand> emptiedBy;
    private ImmutableArray<string> feasibleIf;

    /// <summary>An irreducible set of demands that leaves nobody: without any one of them somebody would be left. Empty unless nobody is.</summary>
    public ImmutableArray<EmptyingDemand> EmptiedBy
    {
        get => emptiedBy.IsDefault ? emptiedBy = EmptiedByWhenAsked?.Invoke() ?? [] : emptiedBy;
        init => emptiedBy = value;
    }

    /// <summary>The smallest changes that would make it feasible, in words; each alone is enough.</summary>
    public ImmutableArray<string> FeasibleIf
    {
        get => feasibleIf.IsDefault ? feasibleIf = FeasibleIfWhenAsked?.Invoke() ?? [] : feasibleIf;
        init => feasibleIf = value;
    }

    /// <summary>Finds <see cref="EmptiedBy"/> where it was not given, the first time somebody reads it: a replay asks only whether it was denied.</summary>
    public Func<ImmutableArray<EmptyingDemand>>? EmptiedByWhenAsked { get; init; }

    /// <summary>Finds <see cref="FeasibleIf"/> where it was not given, the first time somebody reads it.</summary>
    public Func<ImmutableArray<string>>? FeasibleIfWhenAsked { get; init; }
}

/// <param name="Removed">How many endpoints of the catalog fail it.</param>
public sealed record EmptyingDemand(Demand Demand, int Removed);
