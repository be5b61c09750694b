using System.Globalization;

namespace RulesRouter.Classifiers.Training.Attempts;

/// <param name="OwnAuc">Of an attempt's cost, relative to its model's median, for its own failure; a mean over models.</param>
/// <param name="NextAuc">Of a failed attempt's cost for the failure of another model; a mean over pairs of models.</param>
/// <param name="Failures">Failed attempts of known cost at tasks with other attempts.</param>
/// <param name="FirstSlope">Learned on the second half of the groups, measured on the first.</param>
/// <param name="SecondSlope">The other way round.</param>
/// <param name="Without">Mean logarithmic loss in nats of the outcome of another attempt after a failed one, costs ignored.</param>
/// <param name="With">The same with costs.</param>
internal sealed record AttemptsResult(
    int Tasks,
    int Models,
    double OwnAuc,
    double NextAuc,
    int Failures,
    double FirstSlope,
    double SecondSlope,
    double Without,
    double With)
{
    public void WriteHuman(TextWriter writer)
    {
        FormattableString[] lines =
        [
            $"{Tasks} tasks, {Models} models",
            $"own cost by the model's median predicts the attempt's own failure: AUC {OwnAuc:0.000}",
            $"cost of a failed attempt predicts the failure of another model: AUC {NextAuc:0.000}",
            $"slope learned on one half of the groups, measured on the other: {FirstSlope:0.0} and {SecondSlope:0.0}",
            $"log loss of another attempt after each of {Failures} failed ones: {Without:0.0000} without costs, {With:0.0000} with them",
        ];
        foreach (var line in lines)
        {
            writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
