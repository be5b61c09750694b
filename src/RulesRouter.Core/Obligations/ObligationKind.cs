namespace RulesRouter.Obligations;

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

    /// <summary>A number; the lower wins.</summary>
    LowerWins,
}
