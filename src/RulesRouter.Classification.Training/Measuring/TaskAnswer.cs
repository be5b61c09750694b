using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>What the classifier says about a labelled row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Best">The most probable task; null if only answers are known.</param>
/// <param name="Confidence">Its calibrated probability.</param>
/// <param name="Answer">The task as served; null where the classifier abstains.</param>
internal sealed record TaskAnswer(OutcomeRow Row, TaskKind? Best, double Confidence, TaskKind? Answer)
{
    public TaskKind Label => Row.Kind!.Value;

    public bool IsRight => Answer == Label;

    public bool IsWrong => Answer is not null && !IsRight;
}
