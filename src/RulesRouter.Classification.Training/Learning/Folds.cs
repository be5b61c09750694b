using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Assigns groups to folds by hash, so that a group stays in one fold and the same data gives the same folds.</summary>
internal static class Folds
{
    public static int Of(string group, int folds, int seed) => (int)((WordHash.Of(group) ^ (uint)(seed * 7919)) * 2654435761u >> 8) % folds;
}
