using System.Numerics;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Reading;

/// <summary>Features of the form of a text and of its conversation, apart from what it says.</summary>
internal static class TaskShape
{
    /// <param name="systemConcepts">One bit for each concept of the system text.</param>
    public static void Read(
        ref TaskGrams grams,
        ReadOnlySpan<char> text,
        in ClassifierInput input,
        in PromptFeatures features,
        in TaskLayout layout,
        in InstructionWords words,
        ulong systemConcepts)
    {
        Bin(ref grams, 0, words.Count);
        Bin(ref grams, 1, layout.CodeLines);
        Bin(ref grams, 2, layout.DiffLines);
        Bin(ref grams, 3, layout.CommentLines);
        Bin(ref grams, 4, text.Length / 16);
        Bin(ref grams, 5, layout.ProseLines);
        Bin(ref grams, 6, words.Questions);
        Bin(ref grams, 7, words.Numbers);
        Shape(ref grams, 8, layout.CodeShare());
        Shape(ref grams, 9, layout.Fences > 0 ? layout.IsFenced ? 2 : 1 : 0);
        Shape(ref grams, 10, layout.Count == 0 ? 0 : 1 + (int)layout.LastKind());
        Shape(ref grams, 11, layout.Count == 0 ? 0 : 1 + (int)layout.FirstKind());
        Shape(ref grams, 12, layout.CodeShare() * 8 + Math.Min(7, BitOperations.Log2((uint)words.Count + 1)));
        Shape(ref grams, 13, words.Script);
        Shape(ref grams, 14, words.Script * 8 + Math.Min(7, BitOperations.Log2((uint)words.Count + 1)));
        var trimmed = text.TrimEnd();
        var end = trimmed.IsEmpty ? '\0' : trimmed[^1];
        Shape(ref grams, 15, end < 128 ? char.IsAsciiLetterOrDigit(end) ? 'a' : end : WordCharacters.IsWord(end) ? 'w' : end & 255);
        Shape(ref grams, 16, trimmed.Length == text.Length ? 0 : 1);
        Shape(ref grams, 17, features.HasFillMarkers ? 1 : 0);
        Shape(ref grams, 18, features.HasStackTrace ? 1 : 0);
        Bin(ref grams, 19, features[Signal.Choices]);
        Bin(ref grams, 20, features[Signal.ListItems]);
        Bin(ref grams, 21, features[Signal.Mathematics]);
        Bin(ref grams, 22, features[Signal.Quantity]);
        Bin(ref grams, 23, features[Signal.Holes]);
        Bin(ref grams, 24, features[Signal.Asserts]);
        Bin(ref grams, 25, features[Signal.Definitions]);
        Bin(ref grams, 26, features[Signal.TraceLines]);
        Bin(ref grams, 27, features[Signal.Backslashes]);
        Bin(ref grams, 28, features[Signal.Dollars]);
        Bin(ref grams, 29, features[Signal.Quotes]);
        Bin(ref grams, 30, features[Signal.Colons]);
        Bin(ref grams, 31, features[Signal.InteractivePrompts]);
        Shape(ref grams, 32, Math.Clamp(features[Signal.ParenBalance], -1, 2) + 1);
        Shape(ref grams, 33, Math.Clamp(features[Signal.BraceBalance], -1, 2) + 1);
        Shape(ref grams, 34, words.Count > 0 && text.Length > 0 && char.IsAsciiLetterLower(text[0]) ? 1 : 0);
        Bin(ref grams, 35, features[Signal.CamelWords]);
        Bin(ref grams, 36, features[Signal.SnakeWords]);
        Bin(ref grams, 37, features[Signal.AsksForTests]);
        Bin(ref grams, 38, features[Signal.InputHeadings]);
        Shape(ref grams, 39, words.Questions > 0 ? Math.Min(7, BitOperations.Log2((uint)words.Count + 1)) : 8);
        Shape(ref grams, 40, input.HasTools ? 1 : 0);
        Shape(ref grams, 41, string.IsNullOrEmpty(input.SystemText) ? 0 : 1);
        Bin(ref grams, 42, (input.SystemText?.Length ?? 0) / 64);
        Bin(ref grams, 43, input.MessageCount - 1);
        Shape(ref grams, 44, (systemConcepts >> (int)Concept.Agent & 1) != 0 ? 1 : 0);
        Shape(ref grams, 45, (input.HasTools ? 1 : 0) + (input.MessageCount > 3 ? 2 : 0));
    }

    private static void Bin(ref TaskGrams grams, int feature, int count)
    {
        if (count > 0)
        {
            Shape(ref grams, feature, 1 + BitOperations.Log2((uint)count));
        }
    }

    private static void Shape(ref TaskGrams grams, int feature, int value) => grams.Add(0xD0000000u + (uint)(feature * 512 + value));
}
