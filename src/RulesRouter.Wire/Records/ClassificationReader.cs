using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Records;

/// <summary>Reads a recorded classification.</summary>
internal static class ClassificationReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();
    private static readonly ImmutableArray<string> Sources = EnumNames<ClassificationSource>.All;

    private enum Field
    {
        Source,
        Task,
        TaskConfidence,
        Kind,
        Difficulty,
        InputTokens,
        OutputTokens,
        HasCode,
        OutOfDistribution,
        Success,
    }

    public static Classification Value(ref StrictReader json)
    {
        var source = ClassificationSource.None;
        TaskKind? task = null;
        var taskConfidence = 0.0;
        RequestKind? kind = null;
        double? difficulty = null, inputTokens = null, outputTokens = null;
        bool? hasCode = null;
        var outOfDistribution = false;
        ImmutableArray<AbilityChance> success = [];
        if (json.IsObject())
        {
            var fields = new FieldSet();
            while (json.NextField(Names, ref fields))
            {
                switch ((Field)fields.Current)
                {
                    case Field.Source:
                        source = (ClassificationSource)(json.OneOf(Sources, "source") ?? 0);
                        break;
                    case Field.Task:
                        task = (TaskKind?)json.OneOf(EnumNames<TaskKind>.All, "task");
                        break;
                    case Field.TaskConfidence:
                        taskConfidence = json.Number(0, "a probability") ?? 0;
                        break;
                    case Field.Kind:
                        kind = (RequestKind?)json.OneOf(EnumNames<RequestKind>.All, "kind");
                        break;
                    case Field.Difficulty:
                        difficulty = json.Number(double.MinValue, "a number");
                        break;
                    case Field.InputTokens:
                        inputTokens = json.Number(double.MinValue, "a number of tokens");
                        break;
                    case Field.OutputTokens:
                        outputTokens = json.Number(double.MinValue, "a number of tokens");
                        break;
                    case Field.HasCode:
                        hasCode = json.Boolean();
                        break;
                    case Field.OutOfDistribution:
                        outOfDistribution = json.Boolean() ?? false;
                        break;
                    case Field.Success:
                        success = Chances(ref json);
                        break;
                    default:
                        throw new UnreachableException();
                }
            }

            json.Require(Names, fields, (int)Field.Source);
        }

        return new Classification
        {
            Source = source,
            Task = task,
            TaskConfidence = taskConfidence,
            Kind = kind,
            Difficulty = difficulty,
            InputTokens = inputTokens,
            OutputTokens = outputTokens,
            HasCode = hasCode,
            OutOfDistribution = outOfDistribution,
            Success = success,
        };
    }

    private static ImmutableArray<AbilityChance> Chances(ref StrictReader json)
    {
        if (!json.IsList("a list"))
        {
            return [];
        }

        var chances = ImmutableArray.CreateBuilder<AbilityChance>();
        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.IsList("an ability and a probability"))
            {
                chances.Add(Chance(ref json));
            }
        }

        return chances.DrainToImmutable();
    }

    private static AbilityChance Chance(ref StrictReader json)
    {
        Span<double> pair = [0, 0];
        var index = -1;
        while (json.NextItem(ref index))
        {
            if (index >= pair.Length)
            {
                json.Skip();
            }
            else
            {
                pair[index] = json.Number(double.MinValue, "a number") ?? 0;
            }
        }

        if (index + 1 != pair.Length)
        {
            json.Reject("must be an ability and a probability");
        }

        return new AbilityChance(pair[0], pair[1]);
    }
}
