using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Decisions;

/// <summary>Something every hop is held to: a combined constraint, or a check every request makes.</summary>
/// <param name="Name">The constraint's name, or <c>served, healthy, untried, preferred</c>.</param>
/// <param name="Wanted">What it asks, as text: <c>at most 0 days</c>.</param>
/// <param name="From">The qualified ids of the rules that set it; <c>request</c> or <c>service</c> otherwise.</param>
public sealed record Demand(string Name, string Wanted, ImmutableSortedSet<string> From)
{
    public override string ToString() => $"{Name} {Wanted}";
}

/// <summary>Why an endpoint is no candidate.</summary>
/// <param name="Found">What the endpoint has instead: a value, or <c>unknown</c>.</param>
public sealed record Exclusion(Endpoint Endpoint, Demand Demand, string Found);
