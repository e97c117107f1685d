package io.seawall.templates.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each function with known arguments, with what it refuses, and with what is not known. Expected
/// values: Azure Resource Manager, the pages of functions for ARM templates.
class FunctionsTest {
  private static final String KNOWN =
      "parameters: {x: {type: string}, text: {type: string, defaultValue: 'One Two'}, list: {type:"
          + " array, defaultValue: [1, 2, 3]}, object: {type: object, defaultValue: {b: 1, A: {c:"
          + " two}}}},";

  private static void check(String expression, String value) {
    String expected = value.equals("?") ? "?[" + expression + "]" : value;
    assertThat(Arm.value("[" + expression + "]", KNOWN)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          toLower('AbC')                                | 'abc'
          toUpper('AbC')                                | 'ABC'
          toUpper(parameters('x'))                      | ?
          trim('  a b ')                                | 'a b'
          uriComponent('a b/ü')                         | 'a%20b%2F%C3%BC'
          base64('one')                                 | 'b25l'
          base64ToString('b25l')                        | 'one'
          base64ToString('***')                         | ?
          base64ToJson('eyJhIjoxfQ==').a                | 1
          dataUri('Hello')                              | 'data:text/plain;charset=utf8;base64,SGVsbG8='
          dataUriToString('data:;base64,SGVsbG8=')      | 'Hello'
          dataUriToString('Hello')                      | ?
          startsWith('Abc', 'aB')                       | true
          endsWith('Abc', 'BC')                         | true
          endsWith('Abc', 'b')                          | false
          padLeft(7, 3, '0')                            | '007'
          padLeft('a', 3)                               | '  a'
          padLeft('a', 2000000000)                      | ?
          replace('a-b-c', '-', '')                     | 'abc'
          replace('a', '', 'b')                         | ?
          split('a,b', ',')                             | ['a', 'b']
          split('a,b;c', createArray(',', ';'))         | ['a', 'b', 'c']
          split('/a/b', '/')[2]                         | 'b'
          split(parameters('x'), '/')[2]                | ?
          join(createArray('a', 1), '-')                | 'a-1'
          substring('abcdef', 2)                        | 'cdef'
          substring('abcdef', 1, 3)                     | 'bcd'
          substring('abc', 2, 3)                        | ?
          substring('abc', -1)                          | ?
          format('{0}/{1}', 'a', 'b')                   | 'a/b'
          format('{0}-{0}{{}}', 'a')                    | 'a-a{}'
          format('{0:D3}', 5)                           | '005'
          format('{0:N2}', 5)                           | ?
          format('{1}', 'a')                            | ?
          format('{0', 'a')                             | ?
          format('{0}/{1}', 'a', parameters('x'))       | ?
          concat('a', 1, 'b')                           | 'a1b'
          concat('a', parameters('x'))                  | ?
          concat(createArray(1), createArray(2))        | [1, 2]
          concat()                                      | ?
          string(5)                                     | '5'
          string(createObject('a', createArray(1, 'b'))) | '{"a":[1,"b"]}'
          json('{"a": [true, null, -1.5, "b\\u0041"]}') | {a: [true, null, -1.5, 'bA']}
          json('null')                                  | null
          json('{"a":')                                 | ?
          int('42')                                     | 42
          int('4.2')                                    | ?
          bool('True')                                  | true
          bool(0)                                       | false
          bool('maybe')                                 | ?
          indexOf('tEst', 'T')                          | 0
          lastIndexOf('test', 't')                      | 3
          indexOf('test', 'x')                          | -1
          indexOf(parameters('list'), 2)                | 1
          """)
  void texts(String expression, String value) {
    check(expression, value);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          createArray(1, 'a', true())                   | [1, 'a', true]
          array('a')                                    | ['a']
          array(parameters('list'))                     | [1, 2, 3]
          array(parameters('x'))                        | ?
          first(parameters('list'))                     | 1
          last(parameters('list'))                      | 3
          first('abc')                                  | 'a'
          last('abc')                                   | 'c'
          first(createArray())                          | null
          take(parameters('list'), 2)                   | [1, 2]
          take('abc', 5)                                | 'abc'
          skip(parameters('list'), 2)                   | [3]
          skip('abc', -1)                               | 'abc'
          take('abc', parameters('x'))                  | ?
          length(parameters('list'))                    | 3
          length('abc')                                 | 3
          length(parameters('object'))                  | 2
          length(parameters('x'))                       | ?
          empty(createArray())                          | true
          empty(null())                                 | true
          empty(concat('a', parameters('x')))           | false
          empty(parameters('x'))                        | ?
          contains(parameters('list'), 2)               | true
          contains(parameters('list'), '2')             | false
          contains(parameters('object'), 'a')           | true
          contains('OneTwo', 'two')                     | false
          contains(createArray(1, parameters('x')), 1)  | true
          contains(createArray(1, parameters('x')), 2)  | ?
          union(createArray(1, 2), createArray(2, 3))   | [1, 2, 3]
          union(createArray(1), parameters('x'))        | ?
          union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2))) | {a: {b: 1, c: 2}}
          union(createObject('a', createArray(1)), createObject('a', createArray(2))) | {a: [2]}
          union(createObject('a', 1), createObject('b', parameters('x')))   | {a: 1, b: ?[parameters('x')]}
          intersection(createArray(1, 2, 2), createArray(2, 3))             | [2]
          intersection(createArray(1), createArray(parameters('x')))        | ?
          flatten(createArray(createArray(1), createArray(2, 3)))           | [1, 2, 3]
          flatten(createArray(parameters('x')))         | ?
          range(3, 2)                                   | [3, 4]
          range(0, 20000)                               | ?
          min(3, 1, 2)                                  | 1
          max(parameters('list'))                       | 3
          add(1, 2)                                     | 3
          add(9223372036854775807, 1)                   | ?
          sub(1, 2)                                     | -1
          mul(2, 3)                                     | 6
          div(7, 2)                                     | 3
          div(1, 0)                                     | ?
          mod(7, 3)                                     | 1
          mod(7, 0)                                     | ?
          less(1, 2)                                    | true
          lessOrEquals(2, 2)                            | true
          greater(1, 2)                                 | false
          greaterOrEquals(2, 3)                         | false
          less('a', 'b')                                | ?
          """)
  void arrays_and_numbers(String expression, String value) {
    check(expression, value);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          createObject('a', 1, 'b', 2)                  | {a: 1, b: 2}
          createObject('a')                             | ?
          parameters('object').a.C                      | 'two'
          parameters('object')['b']                     | 1
          parameters('object').missing                  | ?
          parameters('x').missing                       | ?
          parameters('list')[3]                         | ?
          objectKeys(parameters('object'))              | ['A', 'b']
          items(createObject('b', 1, 'a', 2))           | [{key: 'a', value: 2}, {key: 'b', value: 1}]
          shallowMerge(createArray(createObject('a', 1), createObject('a', 2))) | {a: 2}
          tryGet(parameters('object'), 'a', 'c')        | 'two'
          tryGet(parameters('object'), 'z', 'c')        | null
          tryGet(parameters('list'), 9)                 | null
          tryGet(parameters('x'), 'z')                  | ?
          indexFromEnd(parameters('list'), 1)           | 3
          indexFromEnd(parameters('list'), 4)           | ?
          tryIndexFromEnd(parameters('list'), 4)        | null
          if(true(), 'a', div(1, 0))                    | 'a'
          if(parameters('x'), 'a', 'a')                 | 'a'
          if(parameters('x'), 'a', 'b')                 | ?
          and(false(), parameters('x'))                 | false
          and(true(), parameters('x'))                  | ?
          or(parameters('x'), true())                   | true
          or(false(), false())                          | false
          not(false())                                  | true
          not(parameters('x'))                          | ?
          equals('a', 'A')                              | false
          equals(parameters('x'), parameters('x'))      | true
          equals(parameters('x'), 'a')                  | ?
          equals(createArray(1, parameters('x')), createArray(2, 'a')) | false
          coalesce(null(), 'a')                         | 'a'
          coalesce(parameters('x'), 'a')                | ?
          coalesce(concat('a', parameters('x')), 'b')   | ?
          coalesce(null(), null())                      | null
          map(parameters('list'), lambda('i', mul(lambdaVariables('i'), 2)))          | [2, 4, 6]
          map(parameters('list'), lambda('i', 'n', lambdaVariables('n')))             | [0, 1, 2]
          map(parameters('x'), lambda('i', 1))                                        | ?
          filter(parameters('list'), lambda('i', greater(lambdaVariables('i'), 1)))   | [2, 3]
          filter(parameters('list'), lambda('i', parameters('x')))                    | ?
          reduce(parameters('list'), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b')))) | 6
          sort(parameters('list'), lambda('a', 'b', greater(lambdaVariables('a'), lambdaVariables('b'))))  | [3, 2, 1]
          toObject(createArray('a', 'b'), lambda('k', lambdaVariables('k')))          | {a: 'a', b: 'b'}
          toObject(createArray('a'), lambda('k', lambdaVariables('k')), lambda('k', 1)) | {a: 1}
          groupBy(createArray('a1', 'b1', 'a2'), lambda('k', first(lambdaVariables('k')))) | {b: ['b1'], a: ['a1', 'a2']}
          mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))  | {a: 2}
          parseCidr('10.144.0.0/20').lastUsable         | '10.144.15.254'
          parseCidr('10.144.0.0/20').netmask            | '255.255.240.0'
          parseCidr('10.144.0.0/20').broadcast          | '10.144.15.255'
          parseCidr('fdad:3236:5555::/48').cidr         | 48
          parseCidr('nonsense')                         | ?
          cidrSubnet('10.144.0.0/20', 24, 1)            | '10.144.1.0/24'
          cidrSubnet('10.144.0.0/20', 24, 16)           | ?
          cidrSubnet('fdad:3236:5555::/48', 52, 1)      | 'fdad:3236:5555:1000::/52'
          cidrHost('10.144.3.0/24', 0)                  | '10.144.3.1'
          cidrHost('10.144.3.0/30', 2)                  | ?
          uniqueString('a')                             | ?
          newGuid()                                     | ?
          environment().suffixes.storage                | ?
          nothingLikeIt(1)                              | ?
          """)
  void objects_logic_lambdas_and_addresses(String expression, String value) {
    check(expression, value);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [[not an expression]   | '[not an expression]'
          [a] and more           | '[a] and more'
          []                     | ?[]
          [concat('a']           | ?[concat('a']
          ['it''s']              | 'it's'
          [ concat( 'a' , 'b' ) ] | 'ab'
          [PARAMETERS('TEXT')]   | 'One Two'
          [-5]                   | -5
          [99999999999999999999] | ?[99999999999999999999]
          plain                  | 'plain'
          """)
  void what_an_expression_is(String text, String value) {
    assertThat(Arm.value(text, KNOWN)).isEqualTo(value);
  }
}
