using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>The features of a request as used in training the task heads, read by the serving code.</summary>
/// <param name="Views">The buckets of each <see cref="TaskView"/>.</param>
internal sealed record TaskVector(ushort[][] Views)
{
    public static TaskVector Of(in ClassifierInput input)
    {
        var features = PromptFeatures.Read(input);
        var grams = new TaskGrams();
        try
        {
            TaskReader.Read(input, features, ref grams);
            var views = new ushort[(int)TaskView.Count][];
            for (var view = 0; view < views.Length; view++)
            {
                views[view] = grams.Of((TaskView)view).ToArray();
            }

            return new TaskVector(views);
        }
        finally
        {
            grams.Dispose();
        }
    }

    /// <summary>Random features, not of a prompt.</summary>
    public static TaskVector Draw(Random random)
    {
        var all = Enumerable.Range(0, random.Next(50, 600)).Select(_ => (ushort)random.Next(TaskGrams.Count)).Distinct().ToArray();
        return new TaskVector([.. Enumerable.Range(0, (int)TaskView.Count)
            .Select(view => all.Where((_, at) => at % (int)TaskView.Count == view).ToArray())]);
    }
}
