using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>
/// The temperature and the thresholds of the task heads, fitted to predictions for sources left out: a confidence is then the share of
/// right answers on sources without training rows.
/// </summary>
/// <param name="Temperature">Divides the logits.</param>
/// <param name="Threshold">The smallest confidence that is answered.</param>
/// <param name="ForeignThreshold">The same for an instruction with letters that English has not.</param>
internal sealed record TaskCalibration(float Temperature, float Threshold, float ForeignThreshold)
{
    /// <summary>The share of wrong answers, averaged over tasks, that the thresholds allow.</summary>
    private const double MaxWrong = 0.064;

    /// <summary>
    /// The same among the instructions with letters that English has not: with the threshold of all, two thirds of them get no task.
    /// </summary>
    private const double MaxForeignWrong = 0.05;

    private static readonly float[] Temperatures = [.. Enumerable.Range(0, 40).Select(step => 0.6f + 0.05f * step)];

    private static readonly float[] Candidates = [.. Enumerable.Range(60, 131).Select(step => 0.005f * step)];

    public static TaskCalibration None { get; } = new(1, 0, 0);

    public static TaskCalibration Fit(IReadOnlyList<LeftOutPrediction> predictions)
    {
        if (predictions.Count == 0)
        {
            return None;
        }

        var weights = predictions.CountBy(prediction => (prediction.Row.Source, prediction.Row.Kind!.Value))
            .ToDictionary(source => source.Key, source => 1 / Math.Sqrt(source.Value));
        double Weight(LeftOutPrediction prediction) => weights[(prediction.Row.Source, prediction.Row.Kind!.Value)];
        var temperature = Temperatures.MinBy(each => predictions.Sum(prediction => Weight(prediction) * Surprise(prediction, each)));
        Guess[] guesses = [.. predictions.Select(prediction => Guess.Of(prediction, temperature))];
        Guess[] foreign = [.. guesses.Where(guess => guess.IsForeign)];
        var foreignThreshold = foreign.Length == 0 ? 0 : Lowest(each => WrongShare(foreign, _ => each) <= MaxForeignWrong);
        return new TaskCalibration(
            temperature,
            Lowest(each => WrongShare(guesses, guess => guess.IsForeign ? foreignThreshold : each) <= MaxWrong),
            foreignThreshold);
    }

    public float ThresholdOf(LeftOutPrediction prediction) => prediction.IsForeign ? ForeignThreshold : Threshold;

    private static float Lowest(Func<float, bool> allowed) => Candidates.FirstOrDefault(allowed, Candidates[^1]);

    /// <summary>Averaged over the tasks of the guesses.</summary>
    private static double WrongShare(IReadOnlyList<Guess> guesses, Func<Guess, float> threshold) =>
        guesses.GroupBy(guess => guess.Label).Average(task => task.Average(guess => guess.IsWrongAbove(threshold(guess)) ? 1.0 : 0));

    /// <summary>The most probable task and its probability.</summary>
    public static (TaskKind Task, float Confidence) Best(LeftOutPrediction prediction, float temperature)
    {
        var probabilities = ProbabilitiesOf(prediction, temperature);
        var best = Array.IndexOf(probabilities, probabilities.Max());
        return (prediction.Tasks[best], probabilities[best]);
    }

    private static float[] ProbabilitiesOf(LeftOutPrediction prediction, float temperature)
    {
        var probabilities = (float[])prediction.Logits.Clone();
        TaskModel.ToProbabilities(probabilities, temperature);
        return probabilities;
    }

    private static double Surprise(LeftOutPrediction prediction, float temperature)
    {
        var at = Array.IndexOf(prediction.Tasks, prediction.Row.Kind!.Value);
        return at < 0 ? 0 : -Math.Log(Math.Max(1e-6, ProbabilitiesOf(prediction, temperature)[at]));
    }

    private readonly record struct Guess(TaskKind Label, TaskKind Task, float Confidence, bool IsForeign)
    {
        public static Guess Of(LeftOutPrediction prediction, float temperature)
        {
            var (task, confidence) = Best(prediction, temperature);
            return new Guess(prediction.Row.Kind!.Value, task, confidence, prediction.IsForeign);
        }

        public bool IsWrongAbove(float threshold) => Task != Label && Confidence >= threshold;
    }
}
