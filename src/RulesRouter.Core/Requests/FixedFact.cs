using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>
/// One fact of every request: its name and type, how it is read from a request, and for proofs and drawn requests, which values it can have
/// and how a request comes to have one. Every list of these facts elsewhere derives from these members.
/// </summary>
/// <param name="name">As conditions write it; at most one dot.</param>
/// <param name="description">For the reference and editors: unit, range, meaning.</param>
internal sealed class FixedFact(string name, FactType type, string description)
{
    private FactDefinition? definition;

    public string Name => name;

    public FactType Type => type;

    /// <summary>The members of an <see cref="FactType.Enum"/>, in order; empty otherwise.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    public FactRange Range { get; init; } = FactRange.Any;

    public bool IsAlwaysKnown { get; init; }

    /// <summary>It is known exactly where that fact is; null if nothing of the kind holds.</summary>
    public Func<FixedFact>? KnownWith { get; init; }

    /// <summary>It may be known only where that fact is.</summary>
    public Func<FixedFact>? KnownOnlyWith { get; init; }

    /// <summary>Its value in a drawn request that has a fact which is known only with this one; unknown if there is none.</summary>
    public FactValue Usual { get; init; }

    /// <summary>What the caller states, unknown if it states nothing; null if callers cannot state it.</summary>
    public Func<DecisionRequest, FactValue>? Stated { get; init; }

    /// <summary>What is derived where the caller states nothing; null if nothing is.</summary>
    public Func<DecisionRequest, Classification, FactValue>? Derived { get; init; }

    /// <summary>Gives a draft a known value; null if the value follows from other facts.</summary>
    public Action<RequestDraft, FactValue>? Write { get; init; }

    /// <summary>Its value follows from other facts, so drawn requests do not choose it.</summary>
    public bool FollowsOthers { get; init; }

    /// <summary>It is determined only for policies whose rules read it, because that takes time.</summary>
    public bool IsOnDemand { get; init; }

    /// <summary>Set when the table is made.</summary>
    public FactSlot Slot { get; internal set; }

    public FactDefinition Definition => definition ??= new FactDefinition(
        name,
        type,
        Values,
        Stated is null ? Provenance.Derived : Provenance.Caller,
        description,
        MayBeDerived: Stated is not null && Derived is not null)
    { Range = Range };

    public static implicit operator FactSlot(FixedFact fact) => fact.Slot;

    public (FactValue Value, Provenance From) Read(DecisionRequest request, Classification classification) =>
        Stated?.Invoke(request) is { } stated && (stated.IsKnown || Derived is null)
            ? (stated, Provenance.Caller)
            : (Derived!(request, classification), Provenance.Derived);
}
