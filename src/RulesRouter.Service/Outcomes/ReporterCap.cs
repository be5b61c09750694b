using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Bounds what one reporter says about a kind of task. Its judged answers move the difficulty that all models share by at most
/// <see cref="FreeTrials"/>, or by as much as those of all other reporters together if that is more. The rest still counts for the
/// endpoints that it is about. Reports without a key are not bounded: without keys only this machine reports.
/// </summary>
internal sealed class ReporterCap
{
    public const double FreeTrials = 50;

    private readonly Dictionary<(object Cell, string? Reporter), double> byReporter = [];
    private readonly Dictionary<object, double> byCell = [];

    /// <param name="trials">Judged answers.</param>
    public void Add(TallyKey key, string? reporter, double trials)
    {
        var cell = CellOf(key);
        byReporter[(cell, reporter)] = byReporter.GetValueOrDefault((cell, reporter)) + trials;
        byCell[cell] = byCell.GetValueOrDefault(cell) + trials;
    }

    /// <summary>The part of a reporter's judged answers that does not move the shared difficulty, 0..1.</summary>
    public double CappedShare(TallyKey key, string? reporter)
    {
        if (reporter is null)
        {
            return 0;
        }

        var cell = CellOf(key);
        var own = byReporter.GetValueOrDefault((cell, reporter));
        var bound = Math.Max(FreeTrials, byCell.GetValueOrDefault(cell) - own);
        return own > bound ? 1 - (bound / own) : 0;
    }

    private static object CellOf(TallyKey key) => (key.Task, key.Tier);
}
