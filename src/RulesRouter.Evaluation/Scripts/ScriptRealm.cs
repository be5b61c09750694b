using System.Collections.Immutable;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Creates engines in which a script can only compute: no host, no clock, no randomness, no state between calls.</summary>
internal static class ScriptRealm
{
    /// <summary>The global names that scripts can use.</summary>
    public static ImmutableArray<string> Globals { get; } =
        [
            "Array",
            "Boolean",
            "Infinity",
            "Math",
            "NaN",
            "Number",
            "Object",
            "String",
            "isFinite",
            "isNaN",
            "parseFloat",
            "parseInt",
            "undefined",
        ];

    /// <summary>
    /// Removes everything from the standard library that is not listed here, replaces functions that produce long strings or run unchecked
    /// by bounded versions, and freezes the rest. It is an allow-list, so that additions of later engines are removed too. `constructor` is
    /// removed from every prototype, and with it every way to functions that create functions.
    /// </summary>
    private const string Lockdown = """
        (function (globals, maxText) {
            'use strict';
            const ownKeys = Reflect.ownKeys, remove = Reflect.deleteProperty, prototypeOf = Object.getPrototypeOf, freeze = Object.freeze, define = Object.defineProperty;
            const describe = Object.getOwnPropertyDescriptor, asText = String, asNumber = Number;
            const iterator = Symbol.iterator;
            const keep = (object, names) => { for (const key of ownKeys(object)) { if (!names.includes(key)) { remove(object, key); } } };

            const bounded = length => { if (!(length <= maxText)) { throw 'a string of more than ' + maxText + ' characters'; } };
            const call = Function.prototype.call;
            const uncurry = method => call.bind(method);
            const repeat = uncurry(String.prototype.repeat), padStart = uncurry(String.prototype.padStart), padEnd = uncurry(String.prototype.padEnd);
            const join = uncurry(Array.prototype.join), split = uncurry(String.prototype.split);
            const put = (object, name, value) => define(object, name, { value, writable: false, enumerable: false, configurable: false });
            const replacements = [
                [String.prototype, { repeat(count) { bounded(this.length * asNumber(count)); return repeat(this, count); } }],
                [String.prototype, { padStart(length, fill) { bounded(asNumber(length)); return padStart(this, length, fill); } }],
                [String.prototype, { padEnd(length, fill) { bounded(asNumber(length)); return padEnd(this, length, fill); } }],
                [String.prototype, { split(by, limit) { return split(this, asText(by), limit); } }],
                [Array.prototype, { join(separator) {
                    const by = separator === undefined ? ',' : asText(separator);
                    const parts = [];
                    let length = by.length * this.length;
                    for (let index = 0; index < this.length; index++) {
                        const part = this[index] === undefined || this[index] === null ? '' : asText(this[index]);
                        length += part.length;
                        bounded(length);
                        parts[index] = part;
                    }
                    return join(parts, by);
                } }],
            ];
            const isArray = Array.isArray, push = uncurry(Array.prototype.push);
            replacements.push([Array.prototype, { concat(...items) {
                const all = [...this];
                for (const item of items) { if (isArray(item)) { push(all, ...item); } else { push(all, item); } }
                return all;
            } }]);
            const boundedJoin = uncurry(replacements[4][1].join);
            replacements.push([String.prototype, { replaceAll(what, by) { return boundedJoin(split(this, asText(what)), asText(by)); } }]);

            const arrays = prototypeOf([][iterator]()), texts = prototypeOf(''[iterator]()), iterators = prototypeOf(arrays);
            const pattern = prototypeOf(/x/);
            keep(arrays, ['next']);
            keep(texts, ['next']);
            keep(iterators, [iterator]);
            keep(pattern, ['test', 'exec', 'source', 'flags', 'global', 'ignoreCase', 'multiline', 'sticky', 'unicode', 'dotAll', 'hasIndices', 'unicodeSets']);
            keep(prototypeOf(function () {}), []);
            keep(Array.prototype, ['at', 'every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes', 'indexOf', 'lastIndexOf',
                'length', 'map', 'pop', 'push', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice', 'some', 'sort', 'splice', 'unshift', iterator]);
            keep(String.prototype, ['at', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'length', 'slice',
                'startsWith', 'substring', 'toLowerCase', 'toUpperCase', 'toString', 'trim', 'trimEnd', 'trimStart', 'valueOf', iterator]);
            keep(Number.prototype, ['toFixed', 'toString', 'valueOf']);
            keep(Boolean.prototype, ['toString', 'valueOf']);
            keep(Object.prototype, ['hasOwnProperty', 'toString', 'valueOf']);
            keep(Array, ['isArray', 'prototype']);
            keep(Boolean, ['prototype']);
            keep(String, ['fromCharCode', 'prototype']);
            keep(Number, ['EPSILON', 'MAX_SAFE_INTEGER', 'MAX_VALUE', 'MIN_SAFE_INTEGER', 'MIN_VALUE', 'isFinite', 'isInteger', 'isNaN', 'isSafeInteger', 'parseFloat', 'parseInt', 'prototype']);
            keep(Object, ['entries', 'hasOwn', 'keys', 'values', 'prototype']);
            remove(Math, 'random');
            for (const [object, method] of replacements) { for (const name of ownKeys(method)) { put(object, name, method[name]); } }

            const frozen = [];
            const harden = value => {
                if ((typeof value !== 'object' && typeof value !== 'function') || value === null || frozen.includes(value)) { return; }
                frozen.push(value);
                harden(prototypeOf(value));
                for (const key of ownKeys(value)) {
                    const property = describe(value, key);
                    harden(property.value);
                    harden(property.get);
                }
                freeze(value);
            };
            const everywhere = globalThis;
            keep(everywhere, globals);
            for (const value of [arrays, texts, iterators, pattern, everywhere]) { harden(value); }
        })
        """;

    private static readonly Prepared<Script> Prepared = Engine.PrepareScript(Lockdown, "lockdown", strict: true);

    /// <summary>
    /// Creates an engine with the functions of the scripts, in their order. The limit of memory counts the creation too, and the first in a
    /// process includes what all engines share; so one that exceeds it is tried again.
    /// </summary>
    /// <exception cref="MemoryLimitExceededException">The scripts themselves exceed the limit while they are declared.</exception>
    public static ScriptEngine Create(ImmutableArray<PreparedScript> scripts)
    {
        try
        {
            return CreateOnce(scripts);
        }
        catch (MemoryLimitExceededException)
        {
            return CreateOnce(scripts);
        }
    }

    private static ScriptEngine CreateOnce(ImmutableArray<PreparedScript> scripts)
    {
        var budget = new ScriptBudget();
        var engine = new Engine(options =>
        {
            options.Strict();
            options.DisableStringCompilation();
            options.LimitRecursion(ScriptLimits.MaxRecursion);
            options.MaxArraySize(ScriptLimits.MaxArray);
            options.LimitMemory(ScriptLimits.MaxBytes);
            options.RegexTimeoutInterval(ScriptLimits.MaxRegexTime);
            options.Constraint(budget);
            options.Constraints.StackOverflowGuard = true;
        });
        var names = new JsArray(engine, [.. Globals.Select(name => new JsString(name))]);
        engine.Call(engine.Evaluate(Prepared), JsValue.Undefined, [names, JsNumber.Create(ScriptLimits.MaxText)]);
        var functions = scripts.Select(script => engine.Evaluate(script.Program)).ToImmutableArray();
        budget.Arm();
        return new ScriptEngine(engine, functions);
    }
}
