/// Reports on answers to questions: `can`, `why`, `who-can` and `what-can`.
@NullMarked
package io.seawall.reports.answer;

import org.jspecify.annotations.NullMarked;
