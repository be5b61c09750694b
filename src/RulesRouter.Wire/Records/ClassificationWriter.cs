using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>Writes classifications as <see cref="ClassificationReader"/> reads them.</summary>
internal static class ClassificationWriter
{
    /// <summary>The field of a recorded request; nothing where it was not classified.</summary>
    public static void Write(CompactJson json, Classification classification)
    {
        if (classification is { Source: ClassificationSource.None, InputTokens: null })
        {
            return;
        }

        json.Name("classification"u8);
        Value(json, classification);
    }

    public static void Value(CompactJson json, Classification classification)
    {
        json.StartObject();
        json.String("source"u8, EnumNames<ClassificationSource>.NameOf(classification.Source));
        if (classification.Task is { } task)
        {
            json.String("task"u8, EnumNames<TaskKind>.NameOf(task));
        }

        json.Optional("taskConfidence"u8, classification.TaskConfidence);
        if (classification.Kind is { } kind)
        {
            json.String("kind"u8, EnumNames<RequestKind>.NameOf(kind));
        }

        json.Optional("difficulty"u8, classification.Difficulty);
        json.Optional("inputTokens"u8, classification.InputTokens);
        json.Optional("outputTokens"u8, classification.OutputTokens);
        json.Optional("hasCode"u8, classification.HasCode);
        json.Optional("outOfDistribution"u8, classification.OutOfDistribution ? true : null);
        if (classification.Success.Count > 0)
        {
            json.StartArray("success"u8);
            foreach (var chance in classification.Success.Where(chance => double.IsFinite(chance.Ability)
                && double.IsFinite(chance.Probability)))
            {
                json.StartArray();
                json.Number(chance.Ability);
                json.Number(chance.Probability);
                json.EndArray();
            }

            json.EndArray();
        }

        json.EndObject();
    }
}
