using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Decisions;

/// <summary>A constraint that every hop satisfies: a combined constraint, or one of every request.</summary>
/// <param name="Name">
/// The constraint's name, or <c>served, api, healthy, callable, dialect, boundTo, requestedModel, untried, otherModel, preferred,
/// retriable, hopsLeft</c>.
/// </param>
/// <param name="Wanted">The bound, as a string: <c>at most 0 days</c>.</param>
/// <param name="From">The qualified ids of the rules that set it; <c>request</c> or <c>service</c> otherwise.</param>
public sealed record EndpointConstraint(string Name, string Wanted, ImmutableSortedSet<string> From)
{
    public bool Equals(EndpointConstraint? other) =>
        ReferenceEquals(this, other)
            || (other is not null && Name == other.Name && Wanted == other.Wanted && From.SequenceEqual(other.From));

    public override int GetHashCode() => HashCode.Combine(Name, Wanted, From.Count);

    public override string ToString() => $"{Name} {Wanted}";
}

/// <summary>The reason why an endpoint is not a candidate.</summary>
/// <param name="Found">The value of the endpoint, or <c>unknown</c>.</param>
public sealed record Exclusion(Endpoint Endpoint, EndpointConstraint Constraint, string Found);
