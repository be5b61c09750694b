using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Learning;

/// <summary>Deals groups into folds by hash, so that a group stays whole and the same data is dealt the same way.</summary>
internal static class Folds
{
    public static int Of(string group, int folds, int seed) => (int)((WordHash.Of(group) ^ (uint)(seed * 7919)) * 2654435761u >> 8) % folds;
}
