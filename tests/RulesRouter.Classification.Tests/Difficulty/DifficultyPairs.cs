using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Tests.Difficulty;

/// <summary>Reads pairs of prompts, the easier one first, under the name of their task.</summary>
internal static class DifficultyPairs
{
    public static ILookup<TaskKind, (string Easier, string Harder)> Read(string file)
    {
        var pairs = new List<(TaskKind Task, (string, string) Pair)>();
        var task = TaskKind.Other;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Difficulty", file)))
        {
            if (line is ['[', .. var name, ']'])
            {
                Assert.True(EnumNames<TaskKind>.TryParse(name, out task));
            }
            else if (line.Contains('\t'))
            {
                var sides = line.Split('\t').Select(side => side.Replace("\\n", "\n").Replace("\\t", "\t")).ToArray();
                pairs.Add((task, (sides[0], sides[1])));
            }
        }

        return pairs.ToLookup(pair => pair.Task, pair => pair.Pair);
    }
}
