namespace RulesRouter.Evaluation.Scripts;

/// <summary>What a script may use. All but the two times count work, not clocks, so that the same inputs meet the same limit everywhere.</summary>
internal static class ScriptLimits
{
    /// <summary>UTF-16 units of one script's body.</summary>
    public const int MaxLength = 16_000;

    /// <summary>Levels of nesting in a script's syntax tree.</summary>
    public const int MaxDepth = 60;

    /// <summary>Names and calls that one statement may hold: what a single statement can multiply a long text by, as memory is measured between statements.</summary>
    public const int MaxNamesInStatement = 64;

    /// <summary>Statements of one call, those of loops and callbacks counted each time.</summary>
    public const int MaxStatements = 10_000;

    /// <summary>Calls within calls.</summary>
    public const int MaxRecursion = 32;

    /// <summary>Elements of one array.</summary>
    public const int MaxArray = 10_000;

    /// <summary>Bytes that one call may allocate, those already freed included.</summary>
    public const int MaxBytes = 2_000_000;

    /// <summary>UTF-16 units that <c>repeat</c>, <c>padStart</c>, <c>padEnd</c>, <c>join</c> and <c>replaceAll</c> may make.</summary>
    public const int MaxText = 100_000;

    /// <summary>UTF-16 units of a text that is given to a script; a longer one is unknown to it.</summary>
    public const int MaxInput = 50_000;

    /// <summary>A backstop: 10,000 statements take a few milliseconds.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);

    /// <summary>For one match of a regular expression.</summary>
    public static readonly TimeSpan MaxRegexTime = TimeSpan.FromMilliseconds(100);
}
