using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>
/// The temperature and the threshold of the task heads, fitted to predictions for sources left out: a confidence is then the share of
/// right answers on sources without training rows.
/// </summary>
/// <param name="Temperature">Divides the logits.</param>
/// <param name="Threshold">The smallest confidence that is answered.</param>
internal sealed record TaskCalibration(float Temperature, float Threshold)
{
    /// <summary>The share of wrong answers, averaged over tasks, that the threshold allows.</summary>
    private const double MaxWrong = 0.06;

    private static readonly float[] Temperatures = [.. Enumerable.Range(0, 40).Select(step => 0.6f + 0.05f * step)];

    private static readonly float[] Candidates = [.. Enumerable.Range(60, 131).Select(step => 0.005f * step)];

    public static TaskCalibration None { get; } = new(1, 0);

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
        var confidences = predictions.Select(prediction => Best(prediction, temperature)).ToArray();
        var tasks = predictions.CountBy(prediction => prediction.Row.Kind!.Value).ToDictionary(task => task.Key, task => task.Value);
        double WrongAbove(float threshold) => Enumerable.Range(0, confidences.Length)
            .Where(at => confidences[at].Confidence >= threshold && confidences[at].Task != predictions[at].Row.Kind)
            .Sum(at => 1.0 / tasks[predictions[at].Row.Kind!.Value]) / tasks.Count;
        return new TaskCalibration(temperature, Candidates.FirstOrDefault(each => WrongAbove(each) <= MaxWrong, Candidates[^1]));
    }

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
}
