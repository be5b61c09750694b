using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>The tokens of a condition, and the source and position of its parts.</summary>
internal sealed class TokenizedCondition(EmbeddedSource source, ImmutableArray<ExpressionToken> tokens)
{
    public int Count => tokens.Length;

    public ExpressionToken this[int index] => tokens[index];

    public SourceSpan SpanOf(int token) => source.SpanOf(tokens[token].Start, tokens[token].Length);

    public SourceSpan SpanOf(Operand operand) => source.SpanOf(tokens[operand.Start].Start, LengthOf(operand));

    public string Source(int token) => source.Text.Substring(tokens[token].Start, tokens[token].Length);

    public string Source(Operand operand) => source.Text.Substring(tokens[operand.Start].Start, LengthOf(operand));

    private int LengthOf(Operand operand) => tokens[operand.End].Start + tokens[operand.End].Length - tokens[operand.Start].Start;
}

/// <summary>A part of a condition.</summary>
/// <param name="Start">Index of its first token.</param>
/// <param name="End">Index of its last token.</param>
internal readonly record struct Operand(int Start, int End, OperandType Type)
{
    public Operand To(Operand last, OperandType type) => new(Start, last.End, type);
}
