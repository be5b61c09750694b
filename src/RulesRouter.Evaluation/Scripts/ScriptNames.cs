using Acornima.Ast;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Counts the names and calls of one statement, without those of nested statements and functions.</summary>
internal static class ScriptNames
{
    public static int In(Node statement)
    {
        var count = 0;
        var waiting = new Stack<Node>(statement.ChildNodes.ToArray());
        while (waiting.TryPop(out var node))
        {
            if (node is Statement && node is not VariableDeclaration)
            {
                continue;
            }

            count += node is Identifier or CallExpression ? 1 : 0;
            foreach (var child in node.ChildNodes)
            {
                waiting.Push(child);
            }
        }

        return count;
    }
}
