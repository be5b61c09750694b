using Acornima.Ast;
using Jint;
using RulesRouter.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Checks a script's syntax tree against the allowed part of JavaScript; any other node is an error.</summary>
internal sealed class ScriptCheck(ScriptDeclaration script, ScriptSource source, Prepared<Script> prepared, DiagnosticBag diagnostics)
{
    private bool fine = true;
    private bool returns;

    public static bool Holds(ScriptDeclaration script, ScriptSource source, Prepared<Script> prepared, DiagnosticBag diagnostics) =>
        new ScriptCheck(script, source, prepared, diagnostics).Holds();

    private bool Holds()
    {
        // A body that closes the enclosing function and opens another is more than one expression.
        if (prepared.Program!.Body is not [ExpressionStatement { Expression: FunctionExpression { Body: { } body } function }]
            || !source.Text.AsSpan(function.End).Trim(")\n").IsEmpty)
        {
            diagnostics.Add(
                ScriptDiagnostics.Syntax,
                script.Body.Span,
                $"script `{script.Name}` has an unmatched closing bracket",
                "the body of a script is JavaScript statements that end in `return`");
            return false;
        }

        Visit(body, depth: 0);
        foreach (var field in fine ? EndpointFieldCheck.Unknown(script, body) : [])
        {
            Report(ScriptDiagnostics.UnknownName, field, $"an endpoint has no `{field.Name}`", EndpointFieldCheck.Help(field.Name));
        }

        if (fine && !returns)
        {
            diagnostics.Add(
                ScriptDiagnostics.NoResult,
                script.Span,
                $"script `{script.Name}` never returns a result",
                $"end it with `return` and a {EnumNames<ScriptResult>.NameOf(script.Result)}");
            fine = false;
        }

        return fine;
    }

    private void Visit(Node node, int depth)
    {
        if (depth > ScriptLimits.MaxDepth)
        {
            Report(ScriptDiagnostics.TooLarge, node, $"nested deeper than {ScriptLimits.MaxDepth} levels", "name the parts with `const`");
            return;
        }

        if (Violation(node) is { } violation)
        {
            Report(ScriptDiagnostics.NotAllowed, node, violation.Message, violation.Help);
            return;
        }

        if (node is Statement and not (BlockStatement or FunctionDeclaration) && ScriptNames.In(node) > ScriptLimits.MaxNamesInStatement)
        {
            Report(
                ScriptDiagnostics.TooLarge,
                node,
                $"a statement that uses more than {ScriptLimits.MaxNamesInStatement} names",
                "split it");
            return;
        }

        returns |= node is ReturnStatement { Argument: not null };
        if (node is Identifier name && IsOutside(name))
        {
            Report(
                ScriptDiagnostics.UnknownName,
                node,
                $"unknown name `{name.Name}`",
                Suggestion.DidYouMean(
                    name.Name,
                    [.. script.Inputs.Select(input => input.Name), .. ScriptRealm.Globals],
                    $"a script can use its inputs, what it declares, and {string.Join(", ", ScriptRealm.Globals)}"));
        }

        if (node is RegExpLiteral pattern && PatternCheck.IsSlow(pattern.RegExp.Pattern))
        {
            Report(
                ScriptDiagnostics.SlowPattern,
                node,
                "a nested repetition can take exponential time",
                "rewrite the pattern so that no group that contains `*`, `+` or `|` is repeated");
        }

        foreach (var child in node.ChildNodes)
        {
            if (!IsPlainKey(node, child))
            {
                Visit(child, depth + 1);
            }
        }
    }

    /// <summary>The name after a dot, or before a colon in an object, is not a variable.</summary>
    private static bool IsPlainKey(Node parent, Node child) =>
        (parent is MemberExpression { Computed: false } member && member.Property == child)
        || (parent is Property { Computed: false, Shorthand: false } property && property.Key == child);

    /// <summary>Jint's scope analysis lists the names that the script does not declare.</summary>
    private bool IsOutside(Identifier name) => prepared.ReferencedGlobals!.Contains(name.Name) && !ScriptRealm.Globals.Contains(name.Name);

    private static (string Message, string Help)? Violation(Node node) => node switch
    {
        IFunction { Async: true } => ("`async` may not be used in a script", "scripts are synchronous"),
        IFunction { Generator: true } => ("`function*` may not be used in a script", "build an array instead"),
        Property { Kind: PropertyKind.Get or PropertyKind.Set } => (
            "getters and setters may not be used in a script",
            "use a plain property"),
        Property { Computed: false, Key: Identifier { Name: "__proto__" } or StringLiteral { Value: "__proto__" } } => (
            "`__proto__` may not be used in a script",
            "scripts cannot set the prototype of an object"),
        BigIntLiteral => ("big integers may not be used in a script", "use a plain number"),
        RegExpLiteral or Literal => null,
        UnaryExpression { Operator: Acornima.Operator.Delete } => (
            "`delete` may not be used in a script",
            "build an object without the property"),
        ThisExpression => ("`this` may not be used in a script", "a script can only use its inputs"),
        NewExpression => ("`new` may not be used in a script", "use the literals `[]` and `{}`"),
        TryStatement => ("`try` may not be used in a script", "if a script throws, its result is unknown"),
        ClassDeclaration or ClassExpression => ("`class` may not be used in a script", "use functions"),
        TaggedTemplateExpression => ("tagged templates may not be used in a script", "use a plain template"),
        LabeledStatement => ("labels may not be used in a script", "use a function and `return`"),
        _ when Allowed.Contains(node.Type) => null,
        _ => (
            $"this kind of {(node is Statement ? "statement" : "expression")} may not be used in a script",
            "scripts are plain functions of their inputs"),
    };

    private static readonly HashSet<NodeType> Allowed =
    [
        NodeType.ArrayExpression,
        NodeType.ArrayPattern,
        NodeType.ArrowFunctionExpression,
        NodeType.AssignmentExpression,
        NodeType.AssignmentPattern,
        NodeType.BinaryExpression, NodeType.BlockStatement, NodeType.BreakStatement, NodeType.CallExpression, NodeType.ChainExpression,
        NodeType.ConditionalExpression,
        NodeType.ContinueStatement,
        NodeType.DoWhileStatement,
        NodeType.EmptyStatement,
        NodeType.ExpressionStatement,
        NodeType.ForInStatement, NodeType.ForOfStatement, NodeType.ForStatement, NodeType.FunctionDeclaration, NodeType.FunctionExpression,
        NodeType.Identifier, NodeType.IfStatement, NodeType.LogicalExpression, NodeType.MemberExpression, NodeType.ObjectExpression,
        NodeType.ObjectPattern, NodeType.ParenthesizedExpression, NodeType.Property, NodeType.RestElement, NodeType.ReturnStatement,
        NodeType.SequenceExpression, NodeType.SpreadElement, NodeType.SwitchCase, NodeType.SwitchStatement, NodeType.TemplateElement,
        NodeType.TemplateLiteral,
        NodeType.ThrowStatement,
        NodeType.UnaryExpression,
        NodeType.UpdateExpression,
        NodeType.VariableDeclaration,
        NodeType.VariableDeclarator, NodeType.WhileStatement,
    ];

    private void Report(DiagnosticCode code, Node node, string message, string help)
    {
        fine = false;
        var length = node is Identifier or Literal or ThisExpression ? node.End - node.Start : 1;
        diagnostics.Add(code, source.SpanOf(node.Start, length), message, help);
    }
}
