namespace RulesRouter.Evaluation.Scripts;

/// <summary>
/// Limits of scripts. All except the two times count work, so that the same inputs reach the same limit on every machine.
/// </summary>
internal static class ScriptLimits
{
    /// <summary>UTF-16 units of one script's body.</summary>
    public const int MaxLength = 16_000;

    /// <summary>Levels of nesting in a script's syntax tree.</summary>
    public const int MaxDepth = 60;

    /// <summary>
    /// Names and calls in one statement. Memory is measured between statements, so this bounds how much a single statement can multiply a
    /// long string.
    /// </summary>
    public const int MaxNamesInStatement = 64;

    /// <summary>Statements executed by one call.</summary>
    public const int MaxStatements = 10_000;

    /// <summary>Nested calls.</summary>
    public const int MaxRecursion = 32;

    /// <summary>Elements of one array.</summary>
    public const int MaxArray = 10_000;

    /// <summary>Bytes allocated by one call, including freed ones.</summary>
    public const int MaxBytes = 2_000_000;

    /// <summary>UTF-16 units that <c>repeat</c>, <c>padStart</c>, <c>padEnd</c>, <c>join</c> and <c>replaceAll</c> can produce.</summary>
    public const int MaxText = 100_000;

    /// <summary>UTF-16 units of a string input; a longer one makes the result unknown.</summary>
    public const int MaxInput = 50_000;

    /// <summary>A second line of defence: 10,000 statements take a few milliseconds.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);

    /// <summary>For one match of a regular expression.</summary>
    public static readonly TimeSpan MaxRegexTime = TimeSpan.FromMilliseconds(100);
}
