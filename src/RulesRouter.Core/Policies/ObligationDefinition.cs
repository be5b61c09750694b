using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>How two values of an obligation combine towards the more protective.</summary>
public enum ObligationKind
{
    /// <summary>Names; union.</summary>
    Union,

    /// <summary>Boolean; <c>true</c> wins.</summary>
    TrueWins,

    /// <summary>Boolean; <c>false</c> wins.</summary>
    FalseWins,

    /// <summary>A level out of a list; the later wins.</summary>
    HigherWins,
}

/// <summary>A row of the obligation table: something the caller must do.</summary>
/// <param name="Levels">For <see cref="ObligationKind.HigherWins"/>, lowest first; empty otherwise.</param>
public sealed record ObligationDefinition(string Name, ObligationKind Kind, ImmutableArray<string> Levels, string Description);
