using System.Diagnostics;
using Jint;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>
/// Limits the statements and the time of one call; Jint limits memory, arrays, recursion and regular expressions. Off while an engine is
/// created.
/// </summary>
internal sealed class ScriptBudget : Constraint
{
    /// <summary>Number of checks between two reads of the clock; Jint checks once per statement and in its own long loops.</summary>
    private const int ClockEvery = 256;

    private bool armed;
    private int statements;
    private long startedAt;

    public void Arm()
    {
        armed = true;
        Reset();
    }

    public override void Reset()
    {
        statements = 0;
        startedAt = Stopwatch.GetTimestamp();
    }

    public override void Check()
    {
        if (!armed)
        {
            return;
        }

        if (++statements > ScriptLimits.MaxStatements)
        {
            throw new ScriptLimitException($"more than {ScriptLimits.MaxStatements} statements");
        }

        if (statements % ClockEvery == 0 && Stopwatch.GetElapsedTime(startedAt) > ScriptLimits.MaxTime)
        {
            throw new ScriptLimitException($"more than {ScriptLimits.MaxTime.TotalMilliseconds} ms");
        }
    }
}

/// <summary>A script exceeded a limit.</summary>
internal sealed class ScriptLimitException(string limit) : Exception(limit);
