using System.Diagnostics;
using Jint;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Counts the statements of one call and ends it beyond a limit of them or of time; memory, arrays, recursion and regular expressions are Jint's own limits. Off until an engine is ready, as making one is not the author's work.</summary>
internal sealed class ScriptBudget : Constraint
{
    /// <summary>The clock is looked at every so many checks; Jint makes one a statement and in its own long loops.</summary>
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

/// <summary>A script went beyond a limit.</summary>
internal sealed class ScriptLimitException(string limit) : Exception(limit);
