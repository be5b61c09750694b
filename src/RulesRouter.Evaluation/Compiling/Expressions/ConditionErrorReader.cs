using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Reads a condition that the parser or <see cref="ConditionBinder"/> rejected once more, token by token, to report its first error in
/// terms of the condition language. It never decides whether a condition is valid.
/// </summary>
internal sealed class ConditionErrorReader
{
    private readonly ConditionScope scope;
    private readonly TokenizedCondition tokens;
    private readonly OperandErrors errors;
    private int at;

    private ConditionErrorReader(ConditionScope scope, TokenizedCondition tokens)
    {
        this.scope = scope;
        this.tokens = tokens;
        errors = new OperandErrors(scope, tokens);
    }

    /// <summary>Null if this reader finds no error.</summary>
    public static BindingException? Find(ConditionScope scope, EmbeddedSource source, ImmutableArray<ExpressionToken> tokens)
    {
        try
        {
            new ConditionErrorReader(scope, new TokenizedCondition(source, tokens)).Read();
            return null;
        }
        catch (BindingException error)
        {
            return error;
        }
    }

    private void Read()
    {
        var condition = Or();
        if (at < tokens.Count)
        {
            throw Is(")")
                ? Syntax(at, "unmatched closing parenthesis", "remove it, or add the missing `(`")
                : Syntax(at, $"expected `and`, `or` or the end of the condition, found `{tokens.Source(at)}`");
        }

        errors.RequireBoolean(condition, "a condition must be a boolean");
    }

    private Operand Or() => Logical(And, "or", "||");

    private Operand And() => Logical(Not, "and", "&&");

    private Operand Logical(Func<Operand> next, string word, string symbol)
    {
        var left = next();
        while (Is(word) || Is(symbol))
        {
            var rule = $"type mismatch: `{tokens.Source(at++)}` needs booleans";
            errors.RequireBoolean(left, rule);
            var right = next();
            errors.RequireBoolean(right, rule);
            left = left.To(right, OperandType.Boolean);
        }

        return left;
    }

    private Operand Not()
    {
        if (!Is("not") && !Is("!"))
        {
            return Comparison();
        }

        var start = at++;
        var operand = Not();
        errors.RequireBoolean(operand, $"type mismatch: `{tokens.Source(start)}` needs a boolean");
        return new Operand(start, operand.End, OperandType.Boolean);
    }

    private Operand Comparison()
    {
        var left = Sum();
        while (at < tokens.Count)
        {
            if (tokens[at] is { Kind: TokenKind.Symbol, Value: "==" or "!=" or "<" or "<=" or ">" or ">=" })
            {
                var @operator = at++;
                var right = Sum();
                errors.CheckComparison(left, @operator, right);
                left = left.To(right, OperandType.Boolean);
            }
            else if (Is("in") || (Is("not") && at + 1 < tokens.Count && tokens[at + 1] is { Kind: TokenKind.Name, Value: "in" }))
            {
                at += Is("in") ? 1 : 2;
                left = List(left, at - 1);
            }
            else
            {
                break;
            }
        }

        return left;
    }

    private Operand List(Operand item, int @operator)
    {
        var open = at;
        Expect("(", "expected a list after `in`", item.Type == OperandType.Number ? "write `in (1, 2)`" : "write `in (\"a\", \"b\")`");
        do
        {
            var value = Sum();
            if (value.Type != OperandType.Null && item.Type != OperandType.Null && value.Type != item.Type)
            {
                throw errors.Mismatch(item, @operator, value);
            }
        }
        while (Accept(","));

        Close(open);
        return new Operand(item.Start, at - 1, OperandType.Boolean);
    }

    private Operand Sum() => Arithmetic(Product, "+", "-");

    private Operand Product() => Arithmetic(Sign, "*", "/");

    private Operand Arithmetic(Func<Operand> next, string first, string second)
    {
        var left = next();
        while (Is(first) || Is(second))
        {
            var @operator = at++;
            var right = next();
            errors.RequireNumber(left, @operator);
            errors.RequireNumber(right, @operator);
            left = left.To(right, OperandType.Number);
        }

        return left;
    }

    private Operand Sign()
    {
        if (!Is("-") && !Is("+"))
        {
            return Member();
        }

        var start = at++;
        var operand = Sign();
        errors.RequireNumber(operand, start);
        return new Operand(start, operand.End, OperandType.Number);
    }

    private Operand Member()
    {
        var operand = Primary();
        while (Is(".") && at + 1 < tokens.Count)
        {
            at += 2;
            operand = Method(operand, at - 1);
        }

        return operand;
    }

    private Operand Method(Operand target, int name)
    {
        var method = tokens[name].Value;
        OperandType? result = (target.Type, method) switch
        {
            (OperandType.String, "Length") => OperandType.Number,
            (OperandType.String, "ToLower" or "ToUpper") => OperandType.String,
            (OperandType.String, "StartsWith" or "EndsWith" or "Contains") or (OperandType.Set, "Contains") => OperandType.Boolean,
            (OperandType.Boolean or OperandType.Number or OperandType.String or OperandType.Set or OperandType.Null, _) => null,
        };
        if (result is not { } type)
        {
            throw new BindingException(
                ExpressionDiagnostics.NotAllowed,
                tokens.SpanOf(name),
                $"`{tokens.Source(target)}` is {OperandTypes.Name(target.Type)} and has no `{method}`",
                target.Type == OperandType.Set ? "a set has `Contains`" : "");
        }

        if (type != OperandType.Number)
        {
            var open = at;
            Expect("(", $"`{method}` needs parentheses");
            if (type == OperandType.Boolean)
            {
                ExpectString(method);
            }

            Close(open);
        }

        return new Operand(target.Start, at - 1, type);
    }

    private void ExpectString(string method)
    {
        if (at < tokens.Count && tokens[at].Kind == TokenKind.String)
        {
            at++;
            return;
        }

        var found = at == tokens.Count || Is(")") ? "" : $", found `{tokens.Source(at)}`";
        throw Syntax(at, $"expected a string in double quotes{found}", $"write `{method}(\"…\")`");
    }

    private Operand Primary()
    {
        if (at == tokens.Count)
        {
            throw Syntax(at, $"expected an operand after `{tokens.Source(at - 1)}`");
        }

        var start = at++;
        switch (tokens[start].Kind)
        {
            case TokenKind.Number:
                return new Operand(start, start, OperandType.Number);
            case TokenKind.String:
                return new Operand(start, start, OperandType.String);
            case TokenKind.Symbol when tokens[start].Value == "(":
                var inner = Or();
                Close(start);
                return new Operand(start, at - 1, inner.Type);
            case TokenKind.Symbol:
                throw Syntax(start, $"expected an operand, found `{tokens[start].Value}`");
            case TokenKind.Name:
                return Named(start);
            default:
                throw new System.Diagnostics.UnreachableException($"token {tokens[start].Kind}");
        }
    }

    private Operand Named(int start)
    {
        var name = tokens[start].Value;
        switch (name)
        {
            case "true" or "false":
                return new Operand(start, start, OperandType.Boolean);
            case "null":
                return new Operand(start, start, OperandType.Null);
            case "has":
                Expect("(", "`has` needs a fact in parentheses", "write `has(task)`");
                Sum();
                Close(start + 1);
                return new Operand(start, at - 1, OperandType.Boolean);
            case "and" or "or" or "in" or "not":
                throw Syntax(start, $"expected an operand, found `{name}`");
            default:
                break;
        }

        while (!scope.Knows(name) && Is(".") && at + 1 < tokens.Count)
        {
            name = $"{name}.{tokens[at + 1].Value}";
            at += 2;
        }

        return scope.ScriptNamed(name) is { } script ? Call(start, script) : new Operand(start, at - 1, TypeOf(name));
    }

    private Operand Call(int start, ScriptDeclaration script)
    {
        var help = $"write `{FactsType.ScriptGroup}.{script.Name}({string.Join(", ", script.Inputs.Select(input => input.Name))})`";
        var open = at;
        Expect("(", $"script `{script.Name}` needs parentheses", help);
        var arguments = new List<Operand>();
        while (at < tokens.Count && !Is(")"))
        {
            arguments.Add(Sum());
            if (!Accept(","))
            {
                break;
            }
        }

        Close(open);
        var call = new Operand(start, at - 1, script.Result == ScriptResult.Boolean ? OperandType.Boolean : OperandType.Number);
        if (arguments.Count != script.Inputs.Length)
        {
            var expected = script.Inputs.Length == 1 ? "1 input" : $"{script.Inputs.Length} inputs";
            throw WrongUse(call, $"script `{script.Name}` takes {expected}, found {arguments.Count}", help);
        }

        foreach (var (input, argument) in script.Inputs.Zip(arguments))
        {
            var type = OperandTypes.Of(input.Type);
            if (argument.Type != OperandType.Null && argument.Type != type)
            {
                throw WrongUse(
                    argument,
                    $"type mismatch: input `{input.Name}` of script `{script.Name}` is {OperandTypes.Name(type)}, `{tokens.Source(argument)}` is {OperandTypes.Name(argument.Type)}");
            }
        }

        return call;
    }

    /// <param name="name">Known: <see cref="NameCheck"/> has passed.</param>
    private OperandType TypeOf(string name) =>
        scope.ParameterNamed(name) is { } parameter ? OperandTypes.Of(parameter.Declaration.Type)
        : scope.Schema.TryFind(name, out var slot) ? OperandTypes.Of(scope.Schema[slot].Type)
        : OperandType.Boolean;

    private void Expect(string symbol, string message, string help = "")
    {
        if (!Accept(symbol))
        {
            throw Syntax(at, message, help);
        }
    }

    private void Close(int open)
    {
        if (!Accept(")"))
        {
            if (at == tokens.Count && Unclosed() is { Count: > 1 } unclosed)
            {
                throw Syntax(
                    at,
                    $"{unclosed.Count} closing parentheses are missing",
                    $"add `)` for each `(`; the first one without is character {tokens[unclosed[0]].Start + 1} of the condition");
            }

            var message = at == tokens.Count ? "missing closing parenthesis" : $"expected `)`, found `{tokens.Source(at)}`";
            throw Syntax(at, message, $"add `)` for the `(` at character {tokens[open].Start + 1} of the condition");
        }
    }

    /// <summary>The tokens `(` without a closing parenthesis, first to last.</summary>
    private List<int> Unclosed()
    {
        var open = new List<int>();
        for (var token = 0; token < tokens.Count; token++)
        {
            if (tokens[token] is { Kind: TokenKind.Symbol, Value: "(" })
            {
                open.Add(token);
            }
            else if (tokens[token] is { Kind: TokenKind.Symbol, Value: ")" } && open.Count > 0)
            {
                open.RemoveAt(open.Count - 1);
            }
        }

        return open;
    }

    private bool Accept(string symbol)
    {
        var found = Is(symbol);
        at += found ? 1 : 0;
        return found;
    }

    private bool Is(string value) =>
        at < tokens.Count && tokens[at].Kind is TokenKind.Symbol or TokenKind.Name && tokens[at].Value == value;

    /// <param name="token">The last one if there are no more.</param>
    private BindingException Syntax(int token, string message, string help = "") =>
        new(ExpressionDiagnostics.Syntax, tokens.SpanOf(Math.Min(token, tokens.Count - 1)), message, help);

    private BindingException WrongUse(Operand operand, string message, string help = "") =>
        new(ScriptDiagnostics.WrongUse, tokens.SpanOf(operand), message, help);
}
