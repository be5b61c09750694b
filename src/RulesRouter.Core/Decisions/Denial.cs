using System.Collections.Immutable;

namespace RulesRouter.Decisions;

public enum DenialCode
{
    /// <summary>A matched rule denies.</summary>
    DeniedByRule,

    /// <summary>No endpoint satisfies all constraints.</summary>
    NoCandidate,

    /// <summary>The caller does not support an obligation.</summary>
    ObligationNotSupported,
}

/// <param name="Reasons">The reasons of every matched deny rule, or the obligations that are not supported.</param>
public sealed record Denial(DenialCode Code, ImmutableArray<string> Reasons)
{
    private ImmutableArray<EmptyingConstraint> emptiedBy;
    private ImmutableArray<string> feasibleIf;

    /// <summary>
    /// An irreducible set of constraints that excludes every endpoint: without any one of them an endpoint is left. Empty unless the code
    /// is <see cref="DenialCode.NoCandidate"/>.
    /// </summary>
    public ImmutableArray<EmptyingConstraint> EmptiedBy
    {
        get => emptiedBy.IsDefault ? emptiedBy = EmptiedByWhenAsked?.Invoke() ?? [] : emptiedBy;
        init => emptiedBy = value;
    }

    /// <summary>The smallest changes that make the request feasible, in words; each alone is enough.</summary>
    public ImmutableArray<string> FeasibleIf
    {
        get => feasibleIf.IsDefault ? feasibleIf = FeasibleIfWhenAsked?.Invoke() ?? [] : feasibleIf;
        init => feasibleIf = value;
    }

    /// <summary>Computes <see cref="EmptiedBy"/> on first use, if it was not set.</summary>
    public Func<ImmutableArray<EmptyingConstraint>>? EmptiedByWhenAsked { get; init; }

    /// <summary>Computes <see cref="FeasibleIf"/> on first use, if it was not set.</summary>
    public Func<ImmutableArray<string>>? FeasibleIfWhenAsked { get; init; }
}

/// <param name="Removed">Number of endpoints in the catalog that violate it.</param>
public sealed record EmptyingConstraint(EndpointConstraint Constraint, int Removed);
