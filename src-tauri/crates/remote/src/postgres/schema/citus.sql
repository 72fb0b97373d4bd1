-- The catalogue on every server, and everything else by listener, in one place for each. One statement after another: foreign keys to
-- tables that lie everywhere need that.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

SELECT create_reference_table('tonearm.artist');
SELECT create_reference_table('tonearm.album');
SELECT create_reference_table('tonearm.track');
SELECT create_reference_table('tonearm.genre');

SELECT create_distributed_table('tonearm.listener', 'listener');
SELECT create_distributed_table('tonearm.machine', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.source', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.part', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.reject', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.refused_file', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.naming', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.circumstance', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.evidence', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.decision', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.gap', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.snapshot', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.published', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.play', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.track_artist', 'listener', colocate_with => 'tonearm.listener');
SELECT create_distributed_table('tonearm.artist_genre', 'listener', colocate_with => 'tonearm.listener');
