using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>A fact: what a condition can read of a request.</summary>
/// <param name="Name">As conditions write it; as in <c>complexity.score</c>; two dots in those of budgets.</param>
/// <param name="Values">The members of an <see cref="FactType.Enum"/>, in declared order; empty otherwise.</param>
/// <param name="Provenance">
/// The most trusted source that sets it: a <see cref="Provenance.Derived"/> fact may not decide compliance.
/// </param>
/// <param name="Description">For the reference and editors: unit, range, meaning.</param>
/// <param name="MayBeDerived">The classifier or an estimate sets it where the caller does not.</param>
internal sealed record FactDefinition(
    string Name,
    FactType Type,
    ImmutableArray<string> Values,
    Provenance Provenance,
    string Description,
    bool MayBeDerived = false)
{
    public bool IsAttribute { get; init; }

    /// <summary>The numbers that it can have.</summary>
    public FactRange Range { get; init; } = FactRange.Any;

    /// <summary>Part of a clock that a policy declares.</summary>
    public bool IsClock { get; init; }

    /// <summary>Of a budget that a policy declares.</summary>
    public bool IsBudget { get; init; }

    /// <summary>The test whose result it is; null for every other fact.</summary>
    public TextTest? TextTest { get; init; }

    /// <summary>The name of the request's intent among those that a policy declares.</summary>
    public bool IsIntent { get; init; }

    /// <summary>Visible only in the policy that declares it and in policies that extend it.</summary>
    public bool IsDeclared => IsAttribute || IsClock || IsBudget || IsIntent || TextTest is not null;
}
