using RulesRouter.Requests;

namespace RulesRouter.Policies.Conditions;

/// <summary>A number-valued term of a condition.</summary>
internal abstract record NumberTerm
{
    private NumberTerm()
    {
    }

    public sealed record Literal(double Value) : NumberTerm;

    public sealed record Fact(FactSlot Slot) : NumberTerm;

    public sealed record Arithmetic(NumberTerm Left, ArithmeticOperator Operator, NumberTerm Right) : NumberTerm;

    /// <summary>A script that returns a number.</summary>
    public sealed record Script(ScriptCall Call) : NumberTerm;

    /// <summary>UTF-16 units.</summary>
    public sealed record Length(StringTerm Text) : NumberTerm;
}

internal enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
}
