using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Intents;

/// <summary>Reads the features of a request with the code that reads those of its task.</summary>
internal static class IntentReader
{
    public static IntentVector Read(in ClassifierInput input)
    {
        var grams = new TaskGrams();
        try
        {
            TaskReader.Read(input, PromptFeatures.Read(input), ref grams);
            return IntentVector.Of(grams);
        }
        finally
        {
            grams.Dispose();
        }
    }
}
