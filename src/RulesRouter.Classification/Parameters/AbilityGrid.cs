namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// The ability levels for which a classification gives success probabilities. A model's ability is its mean success over a task's prompts;
/// its probability is interpolated between the levels (<see cref="Requests.Classification.SuccessAt"/>).
/// </summary>
internal static class AbilityGrid
{
    public static readonly float[] Levels = [0.2f, 0.45f, 0.65f, 0.8f, 0.88f, 0.95f];
}
