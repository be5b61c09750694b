using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>One thing a condition can ask about a request.</summary>
/// <param name="Name">As conditions write it; at most one dot, as in <c>complexity.score</c>.</param>
/// <param name="Values">The members of an <see cref="FactType.Enum"/>, in declared order; empty otherwise.</param>
/// <param name="Provenance">Who sets it at best: a <see cref="Provenance.Derived"/> fact may not carry compliance.</param>
/// <param name="Description">For the reference and editors: unit, range, meaning.</param>
/// <param name="MayBeDerived">The classifier or an estimate fills it in where the caller is silent.</param>
public sealed record FactDefinition(
    string Name,
    FactType Type,
    ImmutableArray<string> Values,
    Provenance Provenance,
    string Description,
    bool MayBeDerived = false)
{
    public bool IsAttribute { get; init; }

    /// <summary>Part of a clock that a policy declares.</summary>
    public bool IsClock { get; init; }

    /// <summary>Seen only by the policy that declares it and by those that extend it.</summary>
    public bool IsDeclared => IsAttribute || IsClock;
}
